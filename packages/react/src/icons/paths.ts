// Outlines in a box of 16 by 16, filled by the even-odd rule.
export const PLAY = 'M4.5 2.6v10.8c0 .5.6.8 1 .5l8-5.4a.6.6 0 0 0 0-1l-8-5.4a.6.6 0 0 0-1 .5Z';
export const PAUSE = 'M4 2.5h2.6v11H4zM9.4 2.5H12v11H9.4z';
export const STOP = 'M3.5 3.5h9v9h-9z';
export const RECORD = 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z';
export const MIC =
  'M8 1.2a2.5 2.5 0 0 0-2.5 2.5v4a2.5 2.5 0 0 0 5 0v-4A2.5 2.5 0 0 0 8 1.2ZM3.2 7.2h1.4v.6a3.4 3.4 0 0 0 6.8 0v-.6h1.4v.6a4.8 4.8 0 0 1-4.1 4.7v2.3H7.3v-2.3a4.8 4.8 0 0 1-4.1-4.7z';
export const SPEAKER =
  'M7.8 2.4v11.2L4.4 10.6H1.6V5.4h2.8zM10 5.3a3.7 3.7 0 0 1 0 5.4l-.9-1a2.3 2.3 0 0 0 0-3.4zm2-2.1a6.7 6.7 0 0 1 0 9.6l-1-1a5.3 5.3 0 0 0 0-7.6z';
export const MUTED =
  'M7.8 2.4v11.2L4.4 10.6H1.6V5.4h2.8zM9.7 5.9l1-1L12 6.9l1.9-2 1 1L13 8l1.9 2-1 1.1L12 9.1l-1.9 2-1-1.1L11 8z';
export const DOWNLOAD = 'M7.3 1.8h1.4v6.6L11 6.1l1 1L8 11.2 4 7.1l1-1 2.3 2.3zM2.5 12.6h11V14h-11z';
export const UPLOAD = 'M8 1.8 12 6l-1 1-2.3-2.4v6.6H7.3V4.6L5 7 4 6zM2.5 12.6h11V14h-11z';
export const SEARCH =
  'M7 2a5 5 0 0 1 4 8l2.9 2.9-1 1L10 11a5 5 0 1 1-3-9Zm0 1.4a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2Z';
export const CHECK = 'm13.4 4-7 7.4L2.6 7.6l1-1 2.8 2.7 6-6.3z';
export const CHEVRON = 'm8 10.8-4.6-4.6 1-1L8 8.8l3.6-3.6 1 1z';
export const CLOSE = 'm8 7 3.9-4 1 1L9 8l4 4-1 1-4-4-4 4-1-1 4-4-4-4 1-1z';
export const WARNING = 'M8 1.6 15 14H1zm-.7 4.6v4h1.4v-4zm0 5.1v1.4h1.4v-1.4z';
export const EDIT = 'm10.9 1.9 3.2 3.2-8.2 8.2-4 .8.8-4zM9.7 4.6 4 10.4l-.4 2 2-.4 5.8-5.8z';
export const SCISSORS =
  'M4.2 2.4a2.2 2.2 0 0 1 2 3.2L8 7.4l5.2-4.8.9 1L9.3 8l4.8 4.4-.9 1L8 8.6l-1.8 1.8a2.2 2.2 0 1 1-1-1L6.8 8 5.2 6.6a2.2 2.2 0 1 1-1-4.2Zm0 1.4a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Zm0 6.8a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Z';
export const RETRY =
  'M8 2.3a5.7 5.7 0 0 1 4.3 2V2.2h1.4v4.6H9.1V5.4h2.3A4.3 4.3 0 1 0 12.2 9l1.4.3A5.7 5.7 0 1 1 8 2.3Z';
export const SEND = 'M1.6 2.2 15 8 1.6 13.8l1.6-5.1L9 8 3.2 7.3z';
export const PERSON = 'M8 1.8a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM2.4 14c.2-3 2.4-5 5.6-5s5.4 2 5.6 5z';
export const SKIP_ON = 'M3 3.2v9.6L9.6 8zM10.6 3.2h1.8v9.6h-1.8z';
export const SKIP_BACK = 'M13 3.2v9.6L6.4 8zM3.6 3.2h1.8v9.6H3.6z';
