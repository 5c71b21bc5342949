// The page's line to its server: one function per route, and the stream of changes.

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Alertbot-Phone": "1" },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, options);
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : { error: await response.text() };
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

export const listPhones = () => ask("phones");
export const readChat = (id) => ask(`phones/${id}/chat`);
export const say = (id, text) => ask(`phones/${id}/say`, { text });
export const press = (id, messageId, data) => ask(`phones/${id}/press`, { message_id: messageId, data });
export const start = (id, payload = "") => ask(`phones/${id}/start`, { payload });
export const block = (id) => ask(`phones/${id}/block`, {});
export const unblock = (id) => ask(`phones/${id}/unblock`, {});
export const publish = (name) => ask(`publish/${name}`, {});

// Calls onReady whenever listening has begun, also after a break, and onChange with each changed phone's id.
export function listen(onReady, onChange, onBreak) {
  const events = new EventSource("events");
  events.addEventListener("hello", onReady);
  events.addEventListener("chat", (event) => onChange(JSON.parse(event.data).id));
  events.addEventListener("error", onBreak);
}
