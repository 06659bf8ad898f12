package io.llmcache.testing;

import java.util.ArrayList;
import java.util.List;

/** Answers of typical size, written for the tests that weigh what is stored. */
public final class SizeFixtures {

  private static final String TEXT =
      "A heat pump moves warmth instead of making it, so one unit of electricity brings three or"
          + " four units of heat into the house. What you get depends on the difference between the"
          + " two sides: the colder the yard and the hotter the radiators, the harder the compressor"
          + " has to work. Before you buy one, look at three things. First, the flow temperature:"
          + " if your rooms stay warm with water at 45 degrees on a frosty day, old radiators can"
          + " stay; if they need 60, replace the two or three smallest ones. Second, the heat load:"
          + " ask for a calculation room by room, since a unit that is too large switches on and"
          + " off all day, wears out sooner and gets noisy. Third, the place: three metres to the"
          + " neighbour's bedroom window is the least that I would accept, and a wall that throws"
          + " the sound back doubles what is heard. As for money, compare the price of a kilowatt"
          + " hour of gas, divided by the boiler's 0.9, with that of electricity, divided by the"
          + " seasonal factor that the installer is ready to put in writing. In most well kept"
          + " houses the pump wins by a fifth; with panels on the roof it wins clearly. Keep the old"
          + " boiler for one winter if there is room, so that nobody is cold while the curve is"
          + " being set, and read the meter each Sunday: twenty numbers tell more than any brochure.";

  private SizeFixtures() {}

  /** A unary chat completion of 2 KB. */
  public static byte[] unary() {
    String json =
        """
        {
          "id": "chatcmpl-Bx7Qm2LkT0vZr9sYp4WnHd3f",
          "object": "chat.completion",
          "created": 1764000000,
          "model": "gpt-4o-mini-2024-07-18",
          "choices": [
            {
              "index": 0,
              "message": {
                "role": "assistant",
                "content": "%s",
                "refusal": null,
                "annotations": []
              },
              "logprobs": null,
              "finish_reason": "stop"
            }
          ],
          "usage": {
            "prompt_tokens": 61,
            "completion_tokens": 338,
            "total_tokens": 399,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0}
          },
          "service_tier": "default",
          "system_fingerprint": "fp_62a23a81ef"
        }
        """;
    return OpenAiChatFixtures.bytes(json.formatted(TEXT));
  }

  /** A streamed chat completion of 400 chunks, each with a word or a piece of one. */
  public static byte[] stream() {
    StringBuilder stream = new StringBuilder();
    List<String> pieces = pieces(398);
    append(stream, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
    for (String piece : pieces) {
      append(stream, "{\"content\":\"" + piece + "\"}", "null");
    }
    append(stream, "{}", "\"stop\"");
    return OpenAiChatFixtures.bytes(stream.append("data: [DONE]\n\n").toString());
  }

  private static void append(StringBuilder stream, String delta, String finish) {
    stream
        .append("data: {\"id\":\"chatcmpl-Bx7Qm2LkT0vZr9sYp4WnHd3f\",")
        .append("\"object\":\"chat.completion.chunk\",\"created\":1764000000,")
        .append("\"model\":\"gpt-4o-mini-2024-07-18\",\"service_tier\":\"default\",")
        .append("\"system_fingerprint\":\"fp_62a23a81ef\",\"choices\":[{\"index\":0,\"delta\":")
        .append(delta)
        .append(",\"logprobs\":null,\"finish_reason\":")
        .append(finish)
        .append("}]}\n\n");
  }

  /** The text, and its beginning again, cut after blanks. */
  private static List<String> pieces(int count) {
    List<String> pieces = new ArrayList<>();
    String rest = TEXT + " " + TEXT.toUpperCase(java.util.Locale.ROOT);
    while (pieces.size() < count) {
      int end = rest.indexOf(' ') + 1;
      pieces.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    return pieces;
  }
}
