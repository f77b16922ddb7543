// Partial dates (`1962`, `1962-10`, `1962-10-16`) as days, counted from 1970; and ranges.

const DAY = 86_400_000;

// Returns the first day that a date can mean.
export function firstDay(date) {
  const [year, month = 1, day = 1] = date.split("-").map(Number);
  return dayOf(year, month, day);
}

// Returns the last day that a date can mean.
export function lastDay(date) {
  const [year, month, day] = date.split("-").map(Number);
  if (day) return dayOf(year, month, day);
  return month ? dayOf(year, month + 1, 0) : dayOf(year, 12, 31);
}

// Returns the least and the greatest of some numbers.
export function range(numbers) {
  return numbers.reduce(([low, high], n) => [Math.min(low, n), Math.max(high, n)], [Infinity, -Infinity]);
}

// Returns the year of a day.
export function yearOf(day) {
  return new Date(day * DAY).getUTCFullYear();
}

// Returns the month of a day, counted from the beginning of the era.
export function monthOf(day) {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

// Returns an interval in words: `1962`, `1962–1963`, `since 1962`, `until 1963`.
export function spell([start, end]) {
  if (start && end) return start === end ? start : `${start} – ${end}`;
  if (start) return `since ${start}`;
  return end ? `until ${end}` : "";
}

function dayOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY);
}

// Returns the days that a date and so many years before it mean; `all` means everything up to it.
export function windowOf(date, years) {
  const start = years === "all" ? -Infinity : firstDay(date) - Math.round(Number(years) * 365.25);
  return [start, lastDay(date)];
}
