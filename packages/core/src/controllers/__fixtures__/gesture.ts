import { userEvent } from 'vitest/browser';

/** Clicks on the page, as a person does: from here on the browser lets sound out. */
export async function click(act: () => void = () => {}): Promise<void> {
  const button = document.createElement('button');
  button.textContent = 'Sound';
  button.addEventListener('click', act);
  document.body.append(button);
  await userEvent.click(button);
  button.remove();
}
