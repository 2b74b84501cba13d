/** The style sheet of the page; light and dark, wide and narrow. */
export const DOCS_STYLES = `
:root { color-scheme: light dark; --text: light-dark(#1d2430, #e6e9ef); --soft: light-dark(#5b6675, #9aa5b5);
  --line: light-dark(#dde2ea, #303846); --back: light-dark(#fbfbfd, #14181f); --card: light-dark(#fff, #1b212b);
  --accent: light-dark(#0a6b5e, #5cd0bd); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; background: var(--back); color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 2rem; margin: 0; } h2 { margin: 2.5rem 0 0; font-size: 1.25rem; }
p { margin: .25rem 0 .75rem; } header p, section > p { color: var(--soft); }
a { color: var(--accent); } nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: .5rem 0; }
summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; padding: .6rem .9rem; cursor: pointer; }
summary > span:last-child { color: var(--soft); }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: .6rem; }
details > div { padding: 0 .9rem .6rem; overflow-x: auto; }
.method { min-width: 4.2rem; font-weight: 600; font-size: .8rem; letter-spacing: .04em; color: var(--accent); }
.delete { color: light-dark(#a02c2c, #ff9a8d); } .get { color: light-dark(#2453a6, #8db7ff); }
table { width: 100%; border-collapse: collapse; font-size: .92rem; } caption { text-align: start; color: var(--soft); }
th, td { text-align: start; vertical-align: top; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); }
th { font-weight: 500; } th code { white-space: nowrap; } em { font-size: .8rem; color: var(--soft); }
`;
