// Brings new messages into an open page. All markup comes rendered and escaped from the server; this file adds none of its own.
const { dataset } = document.body;
const history_ = document.getElementById('history');
const newer = document.getElementById('newer');
const status_ = document.getElementById('status');
const conversations = document.getElementById('conversations');

const elementOf = (markup) => {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template.content.firstElementChild;
};

// --- The end of the conversation stays in sight, unless the reader scrolled up.
const NEAR_END_PX = 120;
// What an account keeps begins with the newest.
const isConversation = document.getElementById('messages') !== null;
let following = isConversation;
const toEnd = () => {
  if (history_) history_.scrollTop = history_.scrollHeight;
};
history_?.addEventListener('scroll', () => {
  following = isConversation && history_.scrollHeight - history_.scrollTop - history_.clientHeight < NEAR_END_PX;
  if (following) newer.hidden = true;
});
newer?.addEventListener('click', () => {
  toEnd();
  history_.focus();
});

// --- Copying, where the browser lets a page do so.
const enableCopying = (root) => {
  if (navigator.clipboard) root.querySelectorAll('.copy').forEach((button) => (button.hidden = false));
};
document.addEventListener('click', async ({ target }) => {
  const button = target.closest?.('.copy');
  if (!button) return;
  const text = button.closest('.copyable').querySelector('code').textContent;
  button.textContent = await navigator.clipboard.writeText(text).then(
    () => 'Copied',
    () => 'Not allowed',
  );
  setTimeout(() => (button.textContent = 'Copy'), 1500);
});

// --- A picture that does not come leaves its note, and one that comes late moves the end.
document.addEventListener('error', ({ target }) => target.matches?.('.picture img, .card-source img, .library img, .preview img') && target.remove(), true);
document.addEventListener('load', () => following && toEnd(), true);

const showConversation = (group, markup) => {
  const item = elementOf(markup);
  const old = [...conversations.children].find((one) => one.dataset.group === group);
  const hadFocus = old?.contains(document.activeElement);
  const unread = item.querySelector('.unread');
  if (group !== dataset.group) {
    const count = Number(old?.querySelector('.unread').dataset.count ?? 0) + 1;
    unread.dataset.count = String(count);
    unread.textContent = count > 99 ? '99+' : String(count);
    unread.title = `${count} new`;
    unread.hidden = false;
  }
  old?.remove();
  conversations.prepend(item);
  if (hadFocus) item.querySelector('a').focus();
};

const showMessage = (markup) => {
  document.getElementById('empty')?.remove();
  const message = elementOf(markup);
  message.classList.add('arriving');
  enableCopying(message);
  document.getElementById('messages').append(message);
  if (following) toEnd();
  else newer.hidden = false;
};

// What is the same as before stays as it is: the reader may be choosing something in it.
const markups = new Map();
const replaceMessage = (id, markup) => {
  const old = document.querySelector(`.message[data-id="${Number(id)}"]`);
  if (!old || markups.get(id) === markup) return;
  markups.set(id, markup);
  const message = elementOf(markup);
  if (old.querySelector('.said > .raw[open]')) message.querySelector('.said > .raw').open = true;
  const hadFocus = old.contains(document.activeElement);
  enableCopying(message);
  old.replaceWith(message);
  if (hadFocus) message.querySelector('.said > .raw summary').focus();
  if (following) toEnd();
};

const query = new URLSearchParams({ group: dataset.group, pictures: dataset.pictures, after: dataset.last });
const events = new EventSource(`/inbox/events?${query}`);
events.addEventListener('open', () => {
  if (status_) status_.textContent = 'Live';
  document.body.dataset.connection = 'live';
});
events.addEventListener('error', () => {
  if (status_) status_.textContent = 'The sandbox does not answer; trying again…';
  document.body.dataset.connection = 'lost';
});
events.addEventListener('reset', () => location.reload());
events.addEventListener('library', onLibrary);
events.addEventListener('message', ({ data }) => {
  const { group, conversation, announcement, message } = JSON.parse(data);
  showConversation(group, conversation);
  if (message) showMessage(message);
  document.getElementById('announcer').textContent = announcement;
});

events.addEventListener('change', ({ data }) => {
  const { group, id, line, message } = JSON.parse(data);
  if (message) replaceMessage(id, message);
  const item = [...conversations.children].find((one) => one.dataset.group === group);
  if (line !== undefined && item) item.querySelector('.conversation-line bdi').textContent = line;
});

enableCopying(document);
if (isConversation) toEnd();
