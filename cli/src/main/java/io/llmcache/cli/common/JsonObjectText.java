package io.llmcache.cli.common;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object. An object or array in it stays a range of the text: what is sent
 * to a provider is byte for byte what stands in the file. Immutable.
 */
public final class JsonObjectText {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, Member> members;

  private JsonObjectText(Map<String, Member> members) {
    this.members = members;
  }

  /**
   * @throws JobError if it is not one JSON object and nothing else
   */
  public static JsonObjectText parse(byte[] json) throws JobError {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JobError("not a JSON object; a line is {...}");
      }
      Map<String, Member> members = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        members.put(name, member(parser, json));
      }
      if (parser.nextToken() != null) {
        throw new JobError("text after the JSON object; put each object on a line of its own");
      }
      return new JsonObjectText(members);
    } catch (JsonProcessingException e) {
      throw new JobError(
          "not valid JSON at column %d: %s"
              .formatted(e.getLocation().getColumnNr(), firstLine(e.getOriginalMessage())));
    } catch (IOException e) {
      throw new JobError("not valid JSON: " + e.getMessage());
    }
  }

  private static Member member(JsonParser parser, byte[] json) throws IOException {
    JsonToken token = parser.nextToken();
    if (!token.isStructStart()) {
      return new Member(token, parser.getText(), new byte[0]);
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int to = (int) parser.currentLocation().getByteOffset();
    return new Member(token, "", Arrays.copyOfRange(json, from, to));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Whether the member is the literal true. */
  public boolean isTrue(String name) {
    Member member = members.get(name);
    return member != null && member.token() == JsonToken.VALUE_TRUE;
  }

  /** The string, or null where it is absent or null. */
  public @Nullable String text(String name) throws JobError {
    Member member = members.get(name);
    if (member == null || member.token() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (member.token() != JsonToken.VALUE_STRING) {
      throw new JobError("\"%s\" is not a string".formatted(name));
    }
    return member.text();
  }

  /** The number as it is written, or null where it is absent or null. */
  public @Nullable String number(String name) throws JobError {
    Member member = members.get(name);
    if (member == null || member.token() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!member.token().isNumeric()) {
      throw new JobError("\"%s\" is not a number".formatted(name));
    }
    return member.text();
  }

  /** The text of the object, or null where it is absent or null. */
  public byte @Nullable [] object(String name) throws JobError {
    Member member = members.get(name);
    if (member == null || member.token() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (member.token() != JsonToken.START_OBJECT) {
      throw new JobError("\"%s\" is not an object".formatted(name));
    }
    return member.raw();
  }

  /** The strings of the array; empty where it is absent. */
  public List<String> texts(String name) throws JobError {
    Member member = members.get(name);
    List<String> texts = new ArrayList<>();
    if (member == null) {
      return texts;
    }
    try (JsonParser parser = JSON.createParser(member.raw())) {
      boolean strings = parser.nextToken() == JsonToken.START_ARRAY;
      while (strings && parser.nextToken() != JsonToken.END_ARRAY) {
        strings = parser.currentToken() == JsonToken.VALUE_STRING;
        texts.add(parser.getText());
      }
      if (!strings) {
        throw new JobError("\"%s\" is not an array of strings".formatted(name));
      }
      return texts;
    } catch (IOException e) {
      throw new JobError("\"%s\" is not an array of strings".formatted(name));
    }
  }

  /**
   * @param text of a string
   * @param raw of an object or an array
   */
  private record Member(JsonToken token, String text, byte[] raw) {}
}
