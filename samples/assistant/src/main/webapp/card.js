import * as format from "./format.js";

const WAITING_MILLIS = 100;

/** One question on the page, with its answer as it comes in and the receipt at the end. */
export class Card {
  static #slowest = 1;
  static #finished = [];

  constructor(question, onAgain) {
    this.element = document.getElementById("card").content.firstElementChild.cloneNode(true);
    this.#part("h3").textContent = question;
    const again = this.#part(".again");
    again.setAttribute("aria-label", `Ask again: ${question}`);
    again.addEventListener("click", onAgain);
    this.#wait();
  }

  text(piece) {
    const answer = this.#part(".answer");
    if (this.timer) {
      this.#stopWaiting();
      answer.textContent = "";
      this.#badge("", "answering");
    }
    answer.append(piece);
  }

  receipt(receipt, price) {
    this.#stopWaiting();
    this.element.setAttribute("aria-busy", "false");
    this.element.classList.add("done");
    this.element.classList.toggle("saved", receipt.saved);
    this.#badge(receipt.cache, format.outcome(receipt.cache));
    this.#part(".tier").textContent = format.source(receipt);
    this.#facts(receipt, price);
    this.times = receipt;
    Card.#finished.push(this);
    Card.#slowest = Math.max(Card.#slowest, receipt.totalMillis);
    Card.#finished.forEach((card) => card.#bar());
  }

  problem({ message }) {
    const waited = this.timer;
    this.#stopWaiting();
    this.element.setAttribute("aria-busy", "false");
    this.#badge("problem", "no answer");
    const answer = this.#part(".answer");
    if (waited) answer.textContent = message;
    else answer.append(` … ${message}`);
  }

  #wait() {
    const asked = performance.now();
    const answer = this.#part(".answer");
    const show = () => {
      const waited = (performance.now() - asked) / 1000;
      answer.textContent = `Waiting for the first word … ${waited.toFixed(1)} s`;
    };
    answer.classList.add("waiting");
    this.element.setAttribute("aria-busy", "true");
    this.#badge("", "asking");
    show();
    this.timer = setInterval(show, WAITING_MILLIS);
  }

  #stopWaiting() {
    clearInterval(this.timer);
    this.timer = null;
    this.#part(".answer").classList.remove("waiting");
  }

  #badge(kind, word) {
    const badge = this.#part(".badge");
    badge.className = `badge ${kind}`;
    badge.textContent = word;
  }

  #facts(receipt, price) {
    const tokens = receipt.promptTokens + receipt.completionTokens;
    this.#fact("First word", format.millis(receipt.firstMillis));
    this.#fact("Whole answer", format.millis(receipt.totalMillis));
    this.#fact(receipt.saved ? "Tokens saved" : "Tokens used", tokens ? format.count(tokens) : "not counted");
    const money = price === "unknown" ? "no price known" : format.money(receipt.money);
    this.#fact(receipt.saved ? "Money saved" : "Money spent", money, "money");
  }

  #fact(name, value, kind = "") {
    const group = document.createElement("div");
    const term = document.createElement("dt");
    const detail = document.createElement("dd");
    term.textContent = name;
    detail.textContent = value;
    detail.className = kind;
    group.append(term, detail);
    this.#part(".facts").append(group);
  }

  /** Drawn against the slowest answer on the page: first the waiting, then the writing. */
  #bar() {
    const { firstMillis, totalMillis } = this.times;
    const width = (ms) => `${Math.max(0.5, (100 * ms) / Card.#slowest)}%`;
    this.#part(".wait").style.width = width(firstMillis);
    this.#part(".write").style.width = width(totalMillis - firstMillis);
  }

  #part(selector) {
    return this.element.querySelector(selector);
  }
}
