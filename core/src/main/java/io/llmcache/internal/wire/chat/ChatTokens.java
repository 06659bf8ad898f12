package io.llmcache.internal.wire.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Follows the tokens of one JSON object, a whole reply or one chunk of a stream, and notes what
 * matters in a {@link ChatReply}. Depth 1 is inside the object, depth 2 inside its members, and so
 * on; {@code names} has the member that is open at each depth.
 */
final class ChatTokens {

  /** Nothing of interest is deeper: a content part's own members. */
  private static final int DEEPEST = 6;

  private static final String NONE = "";

  private final ChatReply reply;
  private final String[] names = new String[DEEPEST + 1];
  private int depth;
  private boolean closed;
  private ChatChoice choice = new ChatChoice();
  private int position;
  private @Nullable String partType;
  private boolean partText;

  ChatTokens(ChatReply reply) {
    this.reply = reply;
    java.util.Arrays.fill(names, NONE);
  }

  /** Whether the object is closed. */
  boolean closed() {
    return closed;
  }

  /** The next token, on which the parser stands. */
  void next(JsonToken token, JsonParser parser) throws IOException {
    switch (token) {
      case FIELD_NAME -> {
        if (depth <= DEEPEST) {
          names[depth] = parser.currentName();
        }
      }
      case START_OBJECT, START_ARRAY -> {
        value(token, parser);
        depth++;
        if (depth <= DEEPEST) {
          names[depth] = NONE;
        }
      }
      case END_OBJECT, END_ARRAY -> end(token);
      default -> value(token, parser);
    }
  }

  private void end(JsonToken token) {
    boolean object = token == JsonToken.END_OBJECT;
    if (depth == 3 && object && names[1].equals("choices")) {
      reply.choice(choice, position++);
    } else if (depth == 6 && object && inMessage() && names[4].equals("content")) {
      endPart();
    }
    depth--;
    closed = depth == 0;
  }

  private void endPart() {
    if (partText && (partType == null || partType.equals("text"))) {
      choice.text();
    }
  }

  private void value(JsonToken token, JsonParser parser) throws IOException {
    if (depth == 0) {
      if (token != JsonToken.START_OBJECT) {
        reply.flaw("not-a-json-object");
      }
    } else if (depth == 1) {
      top(token, parser);
    } else if (names[1].equals("choices")) {
      inChoices(token, parser);
    } else if (depth == 2 && names[1].equals("usage")
        || depth == 3 && names[1].equals("x_groq") && names[2].equals("usage")) {
      usage(names[depth], token, parser);
    } else if (names[1].equals("errors")) {
      error(token);
    }
  }

  private void top(JsonToken token, JsonParser parser) throws IOException {
    switch (names[1]) {
      case "error" -> error(token);
      case "object" -> {
        if (isText(token) && parser.getText().equals("error")) {
          error(token);
        }
      }
      case "model" -> {
        if (isText(token)) {
          reply.model(parser.getText());
        }
      }
      case "choices" -> {
        if (token != JsonToken.START_ARRAY && token != JsonToken.VALUE_NULL) {
          reply.flaw("choices-of-wrong-type");
        }
        position = 0;
      }
      default -> {}
    }
  }

  private void error(JsonToken token) {
    if (token != JsonToken.VALUE_NULL) {
      reply.error("error");
    }
  }

  private void usage(String name, JsonToken token, JsonParser parser) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      if (name.equals("prompt_tokens")) {
        reply.promptTokens(parser.getLongValue());
      } else if (name.equals("completion_tokens")) {
        reply.completionTokens(parser.getLongValue());
      }
    }
  }

  private void inChoices(JsonToken token, JsonParser parser) throws IOException {
    if (depth == 2) {
      choice = new ChatChoice();
      if (token != JsonToken.START_OBJECT) {
        reply.flaw("choice-of-wrong-type");
      }
    } else if (depth == 3) {
      choice(token, parser);
    } else if (inMessage()) {
      message(token, parser);
    } else if (names[3].startsWith("content_filter_result")
        && depth <= 5
        && names[depth].equals("filtered")
        && token == JsonToken.VALUE_TRUE) {
      choice.finish("content_filter");
    }
  }

  private void choice(JsonToken token, JsonParser parser) throws IOException {
    switch (names[3]) {
      case "index" -> {
        if (token == JsonToken.VALUE_NUMBER_INT) {
          choice.index(parser.getIntValue());
        }
      }
      case "finish_reason" -> {
        if (token != JsonToken.VALUE_NULL) {
          choice.finish(isText(token) ? parser.getText() : "of-wrong-type");
        }
      }
      case "error" -> error(token);
      default -> {}
    }
  }

  private boolean inMessage() {
    return names[1].equals("choices") && (names[3].equals("message") || names[3].equals("delta"));
  }

  private void message(JsonToken token, JsonParser parser) throws IOException {
    if (depth == 4) {
      field(names[4], token, parser);
    } else if (depth == 5) {
      element(names[4], token, parser);
    } else if (depth == 6 && names[4].equals("content")) {
      partMember(token, parser);
    }
  }

  private void field(String name, JsonToken token, JsonParser parser) throws IOException {
    boolean said = isText(token) && parser.getTextLength() > 0;
    if (said && name.equals("content")) {
      choice.text();
    } else if (said && name.equals("refusal")) {
      choice.refusal();
    } else if (name.equals("function_call") && token == JsonToken.START_OBJECT) {
      choice.toolCall();
    }
  }

  private void element(String name, JsonToken token, JsonParser parser) throws IOException {
    if (name.equals("tool_calls") && token == JsonToken.START_OBJECT) {
      choice.toolCall();
    } else if (name.equals("content")) {
      partType = null;
      partText = false;
      if (isText(token) && parser.getTextLength() > 0) {
        choice.text();
      }
    }
  }

  private void partMember(JsonToken token, JsonParser parser) throws IOException {
    if (!isText(token)) {
      return;
    }
    switch (names[6]) {
      case "type" -> partType = parser.getText();
      case "text" -> partText = parser.getTextLength() > 0;
      case "refusal" -> {
        if (parser.getTextLength() > 0) {
          choice.refusal();
        }
      }
      default -> {}
    }
  }

  private static boolean isText(JsonToken token) {
    return token == JsonToken.VALUE_STRING;
  }
}
