/** The bird's face, as an address that needs no network. */
export const SERVER_ICON = {
  src: `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<path fill="#4a3a2d" d="M16 2.5c8 0 13.5 4.9 13.5 12.2 0 8.6-5.6 14.8-13.5 14.8S2.5 23.3 2.5 14.7C2.5 7.4 8 2.5 16 2.5Z"/>
<path fill="#f2b531" d="M4.3 13.2a5.3 5.3 0 1 0 10.6 0 5.3 5.3 0 1 0-10.6 0Zm12.8 0a5.3 5.3 0 1 0 10.6 0 5.3 5.3 0 1 0-10.6 0Z"/>
<path fill="#1d1610" d="M7.9 13.2a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0Zm11.2 0a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0Z"/>
<path fill="#e9a08a" d="M7.5 20.2c2.7 1.3 5.5 1.9 8.5 1.9s5.8-.6 8.5-1.9c-1.2 3.7-4.4 6-8.5 6s-7.3-2.3-8.5-6Z"/>
</svg>`,
  )}`,
  mimeType: 'image/svg+xml',
  sizes: ['any'],
};
