import { ask } from "./ask.js";
import { Card } from "./card.js";
import * as format from "./format.js";

const EXAMPLES = [
  "What is a response cache?",
  "Why do tokens cost money?",
  "How does Infinispan replicate data?",
  "Which HTTP header says that an answer came from a cache?",
];

const TOTALS = {
  questions: format.count,
  hits: format.count,
  misses: format.count,
  tokensSaved: format.count,
  moneySaved: format.money,
  secondsSaved: format.seconds,
};

const narrow = matchMedia("(max-width: 46rem)");
const byId = (id) => document.getElementById(id);
let priceSource = "unknown";

function submit(question) {
  const card = new Card(question, () => submit(question));
  byId("empty").hidden = true;
  byId("answers").prepend(card.element);
  card.element.scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
  ask({ question, stream: byId("stream").checked }, {
    text: (piece) => card.text(piece),
    receipt: (receipt) => {
      card.receipt(receipt, priceSource);
      showTotals(receipt.totals);
      speak(`Answered, ${format.outcome(receipt.cache)}, after ${format.millis(receipt.totalMillis)}.`);
    },
    problem: (problem) => {
      card.problem(problem);
      speak(`No answer. ${problem.message}`);
    },
  });
}

function speak(text) {
  byId("spoken").textContent = text;
}

function showTotals(totals) {
  for (const [name, shown] of Object.entries(TOTALS)) {
    document.querySelector(`[data-total=${name}]`).textContent = shown(totals[name]);
  }
  if (priceSource === "unknown") document.querySelector("[data-total=moneySaved]").textContent = "–";
}

function showAbout(about) {
  priceSource = about.priceSource;
  byId("about").textContent = about.simulated
    ? `Simulated provider: no language model is asked. The answers are made up from templates, the waiting is real. (${about.provider}, model ${about.model})`
    : `Questions go to ${about.provider}, model ${about.model}. They may cost money.`;
  byId("price-note").textContent = priceNote(about);
}

function priceNote({ priceSource: source, inputPrice, outputPrice, model }) {
  if (source === "unknown") return `No price is known for ${model}.`;
  const kind = source === "example" ? "Example price, not a real one" : "Price as configured";
  return `${kind}: ${format.money(inputPrice)} for a million tokens in, ${format.money(outputPrice)} out.`;
}

async function load(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(path);
  return response.json();
}

function failed() {
  byId("about").textContent = "The assistant's own server does not answer. Is it still running?";
  byId("about").classList.add("failed");
}

function addExample(question) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = question;
  button.addEventListener("click", () => submit(question));
  item.append(button);
  byId("examples").append(item);
}

EXAMPLES.forEach(addExample);

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const question = byId("question").value.trim();
  if (!question) return;
  submit(question);
  byId("question").value = "";
});

byId("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId("form").requestSubmit();
  }
});

load("api/about").then(showAbout).then(() => load("api/totals")).then(showTotals).catch(failed);
