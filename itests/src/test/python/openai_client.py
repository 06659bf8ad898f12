"""Asks the same question twice with OpenAI's client, whole and streamed. Usage: openai_client.py BASE_URL"""

import sys

from openai import OpenAI

client = OpenAI(base_url=sys.argv[1], api_key="sk-official-client", max_retries=0, timeout=60)
completions = client.chat.completions.with_raw_response


def question(stream):
    return dict(
        model="simulated-small",
        messages=[{"role": "user", "content": f"Does the official client work? Streamed: {stream}"}],
    )


def whole():
    raw = completions.create(**question(False))
    return raw.headers["cache-status"], raw.parse().model_dump()


def streamed():
    raw = completions.create(stream=True, stream_options={"include_usage": True}, **question(True))
    return raw.headers["cache-status"], [chunk.model_dump() for chunk in raw.parse()]


def text(answer):
    if isinstance(answer, dict):
        return answer["choices"][0]["message"]["content"]
    return "".join(chunk["choices"][0]["delta"]["content"] or "" for chunk in answer if chunk["choices"])


for ask in (whole, streamed):
    first_status, first = ask()
    second_status, second = ask()
    print(ask.__name__, first_status, "then", second_status)
    assert "fwd=miss" in first_status, first_status
    assert "; hit" in second_status, second_status
    assert first == second, (first, second)
    assert "official client" in text(first), first
print("all equal")
