/**
 * Asks the server, and calls back as the answer comes in.
 *
 * @param {{question: string, stream: boolean}} request
 * @param {{text: (piece: string) => void, receipt: (r: object) => void, problem: (p: {message: string}) => void}} on
 */
export async function ask(request, on) {
  let ended = false;
  const last = (callback) => (data) => { ended = true; callback(data); };
  const handlers = { text: on.text, receipt: last(on.receipt), problem: last(on.problem) };
  try {
    const response = await fetch("api/ask", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
    });
    await (isStream(response) ? readEvents(response, handlers) : readObject(response, handlers));
    if (!ended) on.problem({ message: "The answer ended too early." });
  } catch (error) {
    if (!ended) on.problem({ message: "The assistant's own server cannot be reached." });
  }
}

function isStream(response) {
  return (response.headers.get("Content-Type") ?? "").startsWith("text/event-stream");
}

async function readObject(response, handlers) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    handlers.problem({ message: body.message ?? `The server answered with status ${response.status}.` });
    return;
  }
  handlers.text(body.answer);
  handlers.receipt(body);
}

async function readEvents(response, handlers) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (buffer + value).split("\n\n");
    buffer = events.pop();
    events.forEach((event) => dispatch(event, handlers));
  }
}

function dispatch(event, handlers) {
  const fields = Object.fromEntries(event.split("\n").map((line) => line.split(/: (.*)/s, 2)));
  handlers[fields.event]?.(JSON.parse(fields.data));
}
