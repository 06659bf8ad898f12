/** Numbers and words as the page shows them. */

const whole = new Intl.NumberFormat("en");
const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });
const partsOfCents = new Intl.NumberFormat("en", {
  style: "currency", currency: "USD", maximumSignificantDigits: 2,
});

const OUTCOMES = {
  hit: "hit",
  shared: "shared call",
  stale: "stale answer",
  miss: "miss",
  bypass: "bypass",
  none: "not cached",
};

const TIERS = { l1: "near tier (L1)", l2: "shared tier (L2)" };

export const count = (n) => whole.format(n);

/** US dollars, with as many digits as a single answer's fractions of a cent need. */
export function money(usd) {
  if (usd === 0) return "$0";
  return usd < 0.1 ? partsOfCents.format(usd) : dollars.format(usd);
}

export const millis = (ms) => (ms < 1000 ? `${ms} ms` : seconds(ms / 1000));

export const seconds = (s) => (s === 0 ? "0 s" : `${s.toFixed(s < 10 ? 2 : 1)} s`);

export const outcome = (word) => OUTCOMES[word] ?? word;

/** Where an answer came from, in plain English: the cache's own word, where there is one. */
export function source({ cache, detail }) {
  if (cache === "none") return "no cache in front";
  const similarity = /^semantic-(.+)/.exec(detail);
  return similarity ? `similar question (${similarity[1]})` : TIERS[detail] ?? detail;
}
