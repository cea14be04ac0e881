// Search in the page: terms.json once, then exact, prefix, word and one-typo matches.
const root = document.currentScript.dataset.root;
const input = document.getElementById('q');
const list = document.createElement('ul');
const said = document.createElement('div');
let terms, hits = [], chosen = -1;

const GREEK = { α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', κ: 'kappa', μ: 'mu' };
const fold = (text) => text.replace(/[αβγδκμ]/g, (c) => ` ${GREEK[c]} `).normalize('NFKD')
  .replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/oestr/g, 'estr').replace(/aem/g, 'em').replace(/oedema/g, 'edema')
  .replace(/tumour/g, 'tumor').replace(/[^a-z0-9]+/g, ' ').trim();

// One letter more, less, other, or two swapped.
function near(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const x = a.slice(i), y = b.slice(i);
  return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1)
    || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
}

function score(name, key, words) {
  if (name === key) return 0;
  if (name.startsWith(key)) return 1;
  if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 3;
  if (key.length > 3 && name.includes(key)) return 4;
  if (key.length > 3 && (near(name, key) || near(name.slice(0, key.length), key)
    || name.split(' ').some((part) => near(part, key) || near(part.slice(0, key.length), key)))) return 6;
  return 9;
}

function find(text) {
  const key = fold(text);
  if (!key) return [];
  const words = key.split(' ');
  return terms.map((term, order) => {
    let best = 9, by = '';
    term.names.forEach(([folded, name], i) => {
      const found = score(folded, key, words) + (i ? 0.5 : 0);
      if (found < best) { best = found; by = i ? name : ''; }
    });
    return { term, best, by, order };
  }).filter((hit) => hit.best < 9)
    .sort((a, b) => a.best - b.best || a.term.l.length - b.term.l.length || a.order - b.order).slice(0, 8);
}

async function load() {
  if (terms) return;
  terms = [];
  const answer = await fetch(`${root}terms.json`, { credentials: 'omit' });
  terms = (await answer.json()).map((term) => ({
    ...term, names: [term.l, ...term.a, ...term.s].map((name) => [fold(name), name]),
  }));
  if (input.value) show();
}

function part(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function show() {
  hits = find(input.value);
  chosen = -1;
  list.replaceChildren(...hits.map((hit, i) => {
    const item = document.createElement('li');
    item.id = `hit-${i}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    item.append(part('b', hit.term.l), part('span', hit.by ? `${hit.by} · ${hit.term.k}` : hit.term.k), part('span', hit.term.d));
    item.addEventListener('mousedown', (event) => { event.preventDefault(); go(i); });
    return item;
  }));
  const open = hits.length > 0;
  list.hidden = !open;
  input.setAttribute('aria-expanded', String(open));
  input.removeAttribute('aria-activedescendant');
  said.textContent = input.value ? `${hits.length || 'No'} ${hits.length === 1 ? 'entry' : 'entries'} found` : '';
}

function choose(i) {
  chosen = (i + hits.length) % hits.length;
  [...list.children].forEach((item, k) => item.setAttribute('aria-selected', String(k === chosen)));
  const item = list.children[chosen];
  input.setAttribute('aria-activedescendant', item.id);
  item.scrollIntoView({ block: 'nearest' });
}

function close() {
  list.hidden = true;
  input.setAttribute('aria-expanded', 'false');
  input.removeAttribute('aria-activedescendant');
}

const go = (i) => { location.href = root + hits[i].term.u; };

Object.assign(list, { id: 'hits', className: 'hits', hidden: true });
list.setAttribute('role', 'listbox');
list.setAttribute('aria-label', 'Entries');
said.className = 'unseen';
said.setAttribute('role', 'status');
input.form.append(list, said);
for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'hits', 'aria-autocomplete': 'list' })) input.setAttribute(name, value);
input.addEventListener('focus', load);
input.addEventListener('input', async () => { await load(); show(); });
input.addEventListener('blur', close);
input.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowDown' && hits.length) { if (list.hidden) show(); choose(chosen + 1); }
  else if (event.key === 'ArrowUp' && hits.length) choose(chosen < 0 ? hits.length - 1 : chosen - 1);
  else if (event.key === 'Enter' && hits.length) go(Math.max(chosen, 0));
  else if (event.key === 'Escape' && !list.hidden) close();
  else return;
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); }
});
const asked = new URLSearchParams(location.search).get('q');
if (asked) { input.value = asked; load().then(show); }
