import axe from 'axe-core';

/**
 * Looks at the page once more in dark, and gives the text that stands out too little from what is behind it, as it is told to
 * people who read test reports. The scheme of the page is as before afterwards.
 */
export async function faintTextInDark(root: HTMLElement): Promise<string[]> {
  const { dataset } = document.documentElement;
  const { potooTheme: theme = 'light', motion = 'system' } = dataset;
  // Without transitions colours are at once what they become.
  Object.assign(dataset, { potooTheme: 'dark', motion: 'reduced' });
  try {
    const { violations } = await axe.run(root, { runOnly: ['color-contrast'], resultTypes: ['violations'] });
    return violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`));
  } finally {
    Object.assign(dataset, { potooTheme: theme, motion });
  }
}
