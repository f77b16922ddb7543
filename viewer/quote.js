// A sentence with the words marked that the statement was read from.

import { make } from "./dom.js";
import { plain } from "./words.js";

// Returns the sentence of a statement: both actors and the words of the relation are marked.
export function quote({ quote: sentence, mentions, frame }) {
  const triggers = [...(frame ?? "").matchAll(/"([^"]+)"/g)].flatMap(([, words]) => words.split(/\s*(?:…|\.\.\.)\s*/));
  const marks = [];
  mark(sentence, mentions[0], "source", marks);
  mark(sentence, mentions[1], "target", marks);
  for (const words of triggers) mark(sentence, words, "trigger", marks);
  marks.sort((a, b) => a.start - b.start);
  const parts = [];
  let at = 0;
  for (const { start, end, role } of marks) {
    parts.push(plainly(sentence.slice(at, start)));
    parts.push(make("mark", { class: role, title: role === "trigger" ? "the relation" : `the ${role}`, text: plainly(sentence.slice(start, end)) }));
    at = end;
  }
  parts.push(plainly(sentence.slice(at)));
  return make("blockquote", { dir: "auto" }, ...parts);
}

// Marks the first place of some words that no other mark has, whole words before parts of words.
function mark(sentence, words, role, marks) {
  if (!words) return;
  const isFree = (start) => marks.every((other) => start + words.length <= other.start || other.end <= start);
  const isLetter = (sign) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
  const isWhole = (start) => !isLetter(sentence[start - 1]) && !isLetter(sentence[start + words.length]);
  let best = -1;
  for (let start = sentence.indexOf(words); start >= 0; start = sentence.indexOf(words, start + 1)) {
    if (!isFree(start)) continue;
    if (isWhole(start)) {
      best = start;
      break;
    }
    if (best < 0) best = start;
  }
  if (best >= 0) marks.push({ start: best, end: best + words.length, role });
}

// Returns a part of a sentence, its spaces kept.
function plainly(text) {
  const [, before, after] = /^(\s*)[^]*?(\s*)$/.exec(text);
  return text.trim() ? (before && " ") + plain(text) + (after && " ") : text && " ";
}
