package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.Effort;
import io.llmcache.testing.OpenAiChatFixtures;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Our reader against Jackson's, which is lenient with ill-formed UTF-8 only. */
class JsonReaderDifferentialTest {

  private static final JsonFactory JACKSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final String NOISE = "{}[]\",:\\0123eE+-.truefalsn/ \n\u0000\u001f~";

  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"b\":",
    "\"\\u00e4\\n\"",
    "\"\\ud800\"",
    "\"ä🌿\"",
    "true",
    "false",
    "null",
    "0",
    "-1",
    "1.50",
    "1e5",
    "-0",
    "01",
    "1.",
    "e",
    "\"",
    "\\",
    " ",
    "\n",
    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\/é\"",
  };

  @Property(tries = 200)
  void mutatedRequestsAreReadAlike(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    byte[] request =
        (random.nextBoolean() ? OpenAiChatFixtures.STREAM_REQUEST : OpenAiChatFixtures.TOOL_REQUEST)
            .getBytes(UTF_8);
    for (int round = 0; round < 20 * Effort.rounds(); round++) {
      byte[] mutant = request.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        mutant[random.nextInt(mutant.length)] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
      }
      assertReadAlike(mutant);
    }
  }

  @Property(tries = 200)
  void shuffledTokensAreReadAlike(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 50 * Effort.rounds(); round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "{\"x\":" : "[");
      for (int i = random.nextInt(6); i >= 0; i--) {
        text.append(TOKENS[random.nextInt(TOKENS.length)]);
      }
      assertReadAlike(text.append(text.charAt(0) == '{' ? "}" : "]").toString().getBytes(UTF_8));
    }
  }

  private static void assertReadAlike(byte[] json) throws IOException {
    String text = new String(json, UTF_8);
    Object jackson;
    try {
      jackson = byJackson(json);
    } catch (IOException e) {
      assertThat(byUs(json)).as(text).isEqualTo("refused");
      return;
    }
    assertThat(byUs(json)).as(text).isEqualTo(List.of(jackson));
  }

  private static Object byUs(byte[] json) {
    try {
      return List.of(plain(JsonTree.parse(json)));
    } catch (UnreadableRequestException e) {
      return "refused";
    }
  }

  private static Object plain(Object node) {
    if (node instanceof List<?> elements) {
      return elements.stream().map(JsonReaderDifferentialTest::plain).toList();
    }
    if (node instanceof Map<?, ?> members) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      members.forEach((name, value) -> plain.put(name, plain(value)));
      return plain;
    }
    return JsonTree.isText(node) ? String.valueOf(node) : node == null ? "null!" : node;
  }

  private static Object byJackson(byte[] json) throws IOException {
    try (JsonParser parser = JACKSON.createParser(json)) {
      Object value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new IOException("more than one value");
      }
      return value;
    }
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    if (token == null) {
      throw new IOException("no value");
    }
    switch (token) {
      case START_OBJECT -> {
        Map<Object, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          members.put(name, value(parser, parser.nextToken()));
        }
        return members;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser, parser.currentToken()));
        }
        return elements;
      }
      case VALUE_NULL -> {
        return "null!";
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return parser.getBooleanValue();
      }
      case VALUE_STRING -> {
        return parser.getText();
      }
      default -> {
        BigDecimal number = parser.getDecimalValue();
        assertThat(number.stripTrailingZeros()).isEqualByComparingTo(number);
        return number;
      }
    }
  }
}
