// Writes to an application and presses the buttons of its cards. Everything goes to the sandbox's own control endpoints and
// nowhere else; what comes back appears through the page's events. Texts are set as text, never as markup.
const box = document.getElementById('compose');
const note = document.getElementById('compose-note');

const tell = (text) => {
  if (note) note.textContent = text;
};

const post = async (path, body) => {
  const answer = await fetch(`/sandbox/callback/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then(
    (response) => response.json(),
    () => ({ error: 'The sandbox does not answer.' }),
  );
  if (answer.error) tell(answer.error);
  return answer;
};

// --- The box
const MEDIA = { image: 'image/png,image/jpeg', voice: '.amr', video: 'video/mp4', file: '' };
const HINTS = { text: 'Text', stream: 'Id of the stream' };

const base64Of = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result.slice(reader.result.indexOf(',') + 1)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });

const fit = () => {
  const { kind, content, file } = box.elements;
  const type = kind.value.split(' ')[0];
  file.hidden = !(type in MEDIA);
  file.accept = MEDIA[type] ?? '';
  content.disabled = !(type in HINTS) && !(type === 'event' && 'eventKeys' in box.dataset);
  content.placeholder = content.disabled ? 'A sample is sent' : type === 'event' ? 'Event key, or nothing for a sample' : HINTS[type];
};

const send = async () => {
  const { from, kind, content, file } = box.elements;
  const [type, event] = kind.value.split(' ');
  const [chosen] = file.hidden ? [] : file.files;
  const data = chosen ? { base64: await base64Of(chosen), filename: chosen.name } : {};
  const text = content.disabled ? '' : content.value;
  if (type === 'text' && text === '') return;
  content.value = '';
  file.value = '';
  tell('');
  await post('compose', { app: box.dataset.app, from: from.value, type, event, text, ...data });
};

if (box) {
  box.elements.kind.addEventListener('change', fit);
  box.elements.content.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    box.requestSubmit();
  });
  document.getElementById('verify').addEventListener('click', async () => {
    tell('Asking the address …');
    const { ok, problem, ms } = await post('verify', { app: box.dataset.app });
    if (ok !== undefined) tell(ok ? `The address answered rightly in ${ms} ms.` : `The address would not be saved: ${problem}.`);
  });
  fit();
}

// --- Cards
const chosenIn = (form) => {
  const selected = {};
  form.querySelectorAll('[data-question]').forEach((question) => {
    const ids = [...question.querySelectorAll('input:checked, option:checked')].map((one) => one.value);
    selected[question.dataset.question] = ids;
  });
  return selected;
};

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  if (form === box) void send();
  else if (form.matches('.card-press')) {
    const { from } = form.elements;
    void post('press', { msgid: form.dataset.msgid, from: from.value, key: event.submitter.value, selected: chosenIn(form) });
  }
});
