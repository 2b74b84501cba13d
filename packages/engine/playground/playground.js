// The first page of a Potoo server: speak with the words lit, and write a recording down. Plain, so that it needs no build.

const $ = (id) => document.getElementById(id);

/** An element with text in it: what comes from outside is never markup. */
const make = (name, text, properties = {}) =>
  Object.assign(document.createElement(name), { textContent: text }, properties);

/** Sends a request; throws the error that an error response carries. */
async function send(path, init) {
  const response = await fetch(path, init).catch((error) => {
    if (error.name === 'AbortError') throw error;
    throw { message: 'The server does not answer.', hint: 'See that it is running, then try again.' };
  });
  if (response.ok) return response;
  const { error } = await response.json();
  throw error;
}

/** The events of a response, one per line. An error line is thrown, and so is an end that comes too early. */
async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const event = JSON.parse(line);
      if (event.type === 'error') throw event.error;
      yield event;
      if (event.type === 'done') return;
    }
  }
  throw { message: 'The answer broke off.', hint: 'Try again.' };
}

/** Runs one thing at a time per part of the page, tells how it goes, and returns once it ended or was stopped. */
const running = {};
async function run(part, note, work) {
  running[part]?.abort();
  const controller = new AbortController();
  running[part] = controller;
  $(`${part}-note`).textContent = note;
  $(`${part}-error`).hidden = true;
  showRunning();
  try {
    $(`${part}-note`).textContent = await work(controller.signal);
  } catch (error) {
    if (running[part] !== controller) return;
    $(`${part}-note`).textContent = '';
    if (!controller.signal.aborted) showError(part, error);
  }
  if (running[part] !== controller) return;
  delete running[part];
  showRunning();
}

function showRunning() {
  $('say').textContent = running.speak ? 'Stop' : 'Speak';
  $('stop').hidden = !running.listen;
}

function showError(part, { message, hint = '' }) {
  $(`${part}-error`).replaceChildren(make('strong', message), ` ${hint}`);
  $(`${part}-error`).hidden = false;
}

const summary = (facts, duration, warnings) =>
  [`${facts}, ${duration.toFixed(1)} s.`, ...warnings.map(({ message }) => message)].join(' ');

let voices = [];

async function lookAround() {
  const read = async (path) => (await send(path)).json();
  const [list, capabilities] = await Promise.all([read('/v1/voices/?state=installed'), read('/v1/capabilities/')]);
  voices = list.voices;
  $('service').textContent = `${capabilities.service} · ${voices.length} voices`;
  listVoices();
}

function listVoices() {
  const wanted = $('filter').value.trim().toLowerCase();
  const options = voices
    .map(({ id, name, model, languages, gender }) => ({
      label: `${name} · ${languages.join(', ')} · ${gender} · ${model}/${id}`,
      value: JSON.stringify({ model, voice: id }),
    }))
    .filter(({ label }) => label.toLowerCase().includes(wanted))
    .map(({ label, value }) => new Option(label, value, false, value === $('voice').value));
  $('voice').replaceChildren(...(wanted && options.length > 0 ? [] : [new Option('Automatic', '')]), ...options);
}

async function speak(signal) {
  const text = $('text').value;
  const chosen = JSON.parse($('voice').value || '{}');
  const delivery = { format: 'mp3', words: true, stream: true, stream_format: 'events' };
  const response = await send('/v1/tts/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, speed: Number($('speed').value), ...chosen, ...delivery }),
    signal,
  });
  const pieces = [];
  for await (const event of eventsOf(response)) {
    if (event.type === 'audio') pieces.push(Uint8Array.from(atob(event.data), (byte) => byte.charCodeAt(0)));
    if (event.type !== 'done') continue;
    const { words, duration, model, voice, warnings } = event.details;
    showWords(text, words);
    URL.revokeObjectURL($('player').src);
    $('player').src = URL.createObjectURL(new Blob(pieces, { type: 'audio/mpeg' }));
    $('words').hidden = $('player').hidden = false;
    // A browser that wants another gesture first leaves the controls to the person.
    $('player')
      .play()
      .catch(() => {});
    return summary(`${model}/${voice}`, duration, warnings);
  }
}

let marks = [];

/** Shows the text with a mark for each range that was spoken; several words of one range share their mark. */
function showWords(text, words) {
  let at = 0;
  marks = [];
  $('words').replaceChildren();
  for (const { start, end, charStart, charEnd } of words) {
    if (charStart < at) {
      marks.at(-1).end = end;
      continue;
    }
    const mark = make('mark', text.slice(charStart, charEnd));
    $('words').append(text.slice(at, charStart), mark);
    marks.push({ mark, start, end });
    at = charEnd;
  }
  $('words').append(text.slice(at));
}

function followPlayer() {
  const { currentTime, paused, ended } = $('player');
  for (const { mark, start, end } of marks) {
    const isNow = !ended && currentTime >= start && currentTime < end;
    if (isNow && !mark.hasAttribute('data-now')) mark.scrollIntoView({ block: 'nearest' });
    mark.toggleAttribute('data-now', isNow);
  }
  if (!paused) requestAnimationFrame(followPlayer);
}

const transcribe = (file) =>
  run('listen', `Listening to ${file.name}…`, async (signal) => {
    const form = new FormData();
    form.set('stream_format', 'events');
    form.set('file', file);
    const list = $('transcript');
    list.replaceChildren();
    for await (const event of eventsOf(await send('/v1/stt/', { method: 'POST', body: form, signal }))) {
      const { type, segment, progress, transcript } = event;
      if (type === 'progress') $('listen-note').textContent = `${Math.round(progress.fraction * 100)} %`;
      if (type === 'partial' || type === 'segment') list.querySelector('.partial')?.remove();
      if (type === 'partial') list.append(lineOf(event, 'partial'));
      if (type === 'segment') list.append(lineOf(segment, ''));
      if (type !== 'done') continue;
      const { text, model, language, duration, warnings } = transcript;
      return summary(`${text ? '' : 'Nothing was said. '}${model}, ${language}`, duration, warnings);
    }
  });

function lineOf({ start, text }, className) {
  const item = make('li', '', { className });
  const seconds = String(Math.floor(start % 60)).padStart(2, '0');
  item.append(make('time', `${Math.floor(start / 60)}:${seconds}`), make('span', text));
  return item;
}

let recorder;

async function record() {
  if (recorder) return recorder.stop();
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const pieces = [];
  recorder = new MediaRecorder(stream);
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop();
    showRecording(false);
    void transcribe(new File(pieces, 'the recording', { type: recorder.mimeType }));
    recorder = undefined;
  };
  recorder.start();
  showRecording(true);
}

function showRecording(isRecording) {
  $('record').textContent = isRecording ? 'Finish' : 'Record';
  $('record').setAttribute('aria-pressed', isRecording);
  $('listen-note').textContent = isRecording ? 'Recording…' : '';
}

$('speak').onsubmit = (event) => {
  event.preventDefault();
  if (running.speak) running.speak.abort();
  else void run('speak', 'Speaking…', speak);
};
$('text').onkeydown = (event) =>
  event.key === 'Enter' && (event.ctrlKey || event.metaKey) && $('speak').requestSubmit();
$('filter').oninput = listVoices;
$('player').onplay = $('player').onseeked = $('player').onended = followPlayer;
$('stop').onclick = () => running.listen?.abort();
$('record').onclick = () =>
  record().catch(({ message }) => showError('listen', { message, hint: 'Allow the microphone, or choose a file.' }));
$('file').onchange = ({ target: { files } }) => files[0] && transcribe(files[0]);
// Anywhere on the page: a file that misses the field would otherwise replace the page.
document.ondragover = (event) => event.preventDefault();
document.ondrop = (event) => {
  event.preventDefault();
  if (event.dataTransfer.files[0]) void transcribe(event.dataTransfer.files[0]);
};

lookAround().catch((error) => showError('speak', error));
