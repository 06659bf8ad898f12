"""Asks each question with Anthropic's client: whole and then streamed, and the other way around.

Usage: anthropic_client.py BASE_URL MODEL QUESTION...
"""

import json
import sys

from anthropic import Anthropic

base_url, model, *questions = sys.argv[1:]
client = Anthropic(base_url=base_url, api_key="sk-official-client", max_retries=0, timeout=60)

TOOL = {
    "name": "water_temperature",
    "input_schema": {"type": "object", "properties": {"place": {"type": "string"}, "depth_m": {"type": "number"}}},
}


def request(question):
    return dict(model=model, max_tokens=300, tools=[TOOL], messages=[{"role": "user", "content": question}])


def whole(question):
    raw = client.messages.with_raw_response.create(**request(question))
    return raw.headers["cache-status"], raw.parse()


def streamed(question):
    """The message as the client itself puts it together."""
    with client.messages.stream(**request(question)) as stream:
        message = stream.get_final_message()
        return stream.response.headers["cache-status"], message


def settled(ask, question):
    """An answer arrives a moment before it is stored; who asks in this moment shares it."""
    status, answer = ask(question)
    while "collapsed" in status:
        status, answer = ask(question)
    assert "; hit" in status, status
    return answer


def said(message):
    """All of it but what the client alone adds to a block of a stream."""
    blocks = [block.model_dump(exclude={"parsed_output"}) for block in message.content]
    return {**message.model_dump(exclude={"content"}), "content": blocks}


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
