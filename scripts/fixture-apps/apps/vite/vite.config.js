import react from '@vitejs/plugin-react';

export default {
  plugins: [react()],
  // A worklet that Vite puts into the code as a `data:` address breaks a strict content security policy.
  build: { assetsInlineLimit: 0 },
};
