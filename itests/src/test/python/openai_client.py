"""Asks each question with OpenAI's client: whole and then streamed, and the other way around.

Usage: openai_client.py BASE_URL MODEL QUESTION...
"""

import json
import sys

from openai import OpenAI
from openai.lib.streaming.chat import ChatCompletionStreamState

base_url, model, *questions = sys.argv[1:]
client = OpenAI(base_url=base_url, api_key="sk-official-client", max_retries=0, timeout=60)
completions = client.chat.completions.with_raw_response

TOOL = {
    "type": "function",
    "function": {
        "name": "departure_status",
        "parameters": {"type": "object", "properties": {"to": {"type": "string"}, "at": {"type": "string"}}},
    },
}


def request(question):
    return dict(model=model, tools=[TOOL], messages=[{"role": "user", "content": question}])


def whole(question):
    raw = completions.create(**request(question))
    return raw.headers["cache-status"], raw.parse()


def streamed(question):
    raw = completions.create(stream=True, stream_options={"include_usage": True}, **request(question))
    return raw.headers["cache-status"], list(raw.parse())


def settled(ask, question):
    """An answer arrives a moment before it is stored; who asks in this moment shares it."""
    status, answer = ask(question)
    while "collapsed" in status:
        status, answer = ask(question)
    assert "; hit" in status, status
    return answer


def said(answer):
    """What an answer says in either shape; a stream as the client itself puts it together."""
    if isinstance(answer, list):
        state = ChatCompletionStreamState()
        for chunk in answer:
            state.handle_chunk(chunk)
        answer = state.get_final_completion()
    choice = answer.choices[0]
    calls = choice.message.tool_calls or []
    return {
        "text": choice.message.content,
        "refusal": choice.message.refusal,
        "calls": [(call.id, call.function.name, call.function.arguments) for call in calls],
        "finish": choice.finish_reason,
        "model": answer.model,
        "usage": answer.usage.model_dump(),
    }


def check(first, second, question):
    status, live = first(question)
    assert "fwd=miss" in status, status
    again = settled(first, question)
    assert again == live, (live, again)
    other = settled(second, question)
    assert said(other) == said(live), (live, other)
    assert settled(second, question) == other
    print(first.__name__, "then", second.__name__, json.dumps(said(live)))


for asked in questions:
    check(whole, streamed, f"{asked} At once, please.")
    check(streamed, whole, f"{asked} Word by word, please.")
print("all equal")
