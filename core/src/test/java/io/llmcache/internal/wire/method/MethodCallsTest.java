package io.llmcache.internal.wire.method;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.exchange.MethodFraming.Kind;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.Question;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodCallsTest {

  private final MethodCalls format = new MethodCalls();

  private static CacheRequest request(
      WayIn wayIn, String name, boolean items, @Nullable String question, String arguments) {
    return CacheRequest.of(
        wayIn,
        "CALL",
        MethodFraming.target(name, "java.lang.String", items, question),
        Headers.EMPTY,
        arguments.getBytes(UTF_8));
  }

  private RequestFacts facts(boolean items, @Nullable String question, String arguments)
      throws UnreadableRequestException {
    return format.read(request(WayIn.METHOD, "shop.Prices.of(int)", items, question, arguments));
  }

  @Property
  void anyNameComesThrough(@ForAll @NotEmpty String name) throws UnreadableRequestException {
    // a lone surrogate has no spelling in UTF-8, and no Java name has one
    String sound = new String(name.getBytes(UTF_8), UTF_8);

    CacheRequest request = request(WayIn.METHOD, sound, false, null, "[]");

    assertThat(format.recognises("CALL", request.target())).isTrue();
    assertThat(format.read(request).model()).isEqualTo("method:" + sound);
  }

  @Test
  void whatIsReadFromACall() throws UnreadableRequestException {
    RequestFacts facts = facts(true, null, "{\"b\": [1.0, null], \"a\":null}");

    assertThat(facts.format()).isEqualTo("llmcache.method");
    assertThat(facts.model()).isEqualTo("method:shop.Prices.of(int)");
    assertThat(facts.shape()).isEqualTo(Shape.STREAM);
    assertThat(facts.requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
    assertThat(facts.keyQuery()).containsExactly("java.lang.String");
    assertThat(new String(facts.canonical(), UTF_8)).isEqualTo("{\"a\":null,\"b\":[1.0,null]}");
  }

  @Test
  void theQuestionLiesWhereItIs() throws UnreadableRequestException {
    RequestFacts facts =
        facts(false, "text", "{\"text\":\"How \\\"tall\\\" is it?\",\"a\":\"How\"}");

    Question question = facts.question();
    assertThat(question).isNotNull();
    assertThat(question.text()).isEqualTo("How \"tall\" is it?");
    assertThat(facts.requestClass()).isEqualTo(RequestClass.CACHEABLE);
    assertThat(
            new String(facts.canonical(), question.from(), question.to() - question.from(), UTF_8))
        .isEqualTo("How \\\"tall\\\" is it?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text | {\"other\":\"x\"}",
        "text | {\"text\":5}",
        "text | {\"text\":\" \"}",
        "text | [1]",
        "text | {\"text\":null}"
      })
  void aQuestionThatIsNoneIsAnsweredByItsKeyAlone(String question, String arguments)
      throws UnreadableRequestException {
    RequestFacts facts = facts(false, question, arguments);

    assertThat(facts.question()).isNull();
    assertThat(facts.requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
  }

  @ParameterizedTest
  @EnumSource(value = WayIn.class, names = "METHOD", mode = EnumSource.Mode.EXCLUDE)
  void nobodyElseGetsAtTheAnswersOfMethods(WayIn wayIn) {
    assertThatThrownBy(() -> format.read(request(wayIn, "a", false, null, "[]")))
        .isInstanceOf(UnreadableRequestException.class)
        .hasMessage("not-a-method");
  }

  @ParameterizedTest
  @CsvSource({
    "https://method/value/a",
    "http://method/items/a",
    "llmcached://method/other/a",
    "llmcached:a",
    "llmcached://method"
  })
  void nothingElseIsRecognised(URI target) {
    assertThat(format.recognises("POST", target)).isFalse();
  }

  @Test
  void aCacheLooksAtMethods() {
    Settings settings =
        SettingsReader.read(
            List.of(SettingsSource.ofMap("the test", true, Map.of())), warning -> {});
    URI target = MethodFraming.target("a", "int", false, null);

    try (LlmCache cache = LlmCache.builder(settings).build()) {
      assertThat(cache.looksAt(WayIn.METHOD, "CALL", target)).isTrue();
      assertThat(cache.looksAt(WayIn.CLIENT, "CALL", target)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1,2", "{\"a\":1,\"a\":2}"})
  void argumentsThatAreNoJsonAreNotLookedFor(String arguments) {
    assertThatThrownBy(() -> facts(false, null, arguments))
        .isInstanceOf(UnreadableRequestException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UNARY | V1 | NATURAL", "UNARY | '' | INCOMPLETE", "UNARY | V1V1 | INCOMPLETE",
        "UNARY | I1E1 | INCOMPLETE", "UNARY | Wunless | WITHHELD", "UNARY | Wa b | INCOMPLETE",
        "UNARY | V1x | INCOMPLETE", "UNARY | x | INCOMPLETE", "STREAM | I1I2E2 | NATURAL",
        "STREAM | E0 | NATURAL", "STREAM | I1I2 | INCOMPLETE", "STREAM | I1E2 | INCOMPLETE",
        "STREAM | I1E1I2 | INCOMPLETE", "STREAM | V1 | INCOMPLETE", "STREAM | Wodd | WITHHELD",
        "STREAM | I1Wodd | INCOMPLETE", "STREAM | I1E1E1 | INCOMPLETE",
      })
  void onlyAWholeReplyIsComplete(Shape shape, String lines, Ending ending)
      throws UnreadableRequestException {
    byte[] reply = reply(lines);
    for (int piece = 1; piece <= Math.max(1, reply.length); piece++) {
      ReplyTracker tracker =
          format.track(facts(shape == Shape.STREAM, null, "[]"), 200, Headers.EMPTY);
      for (int from = 0; from < reply.length; from += piece) {
        int length = Math.min(piece, reply.length - from);
        tracker.accept(ByteBuffer.wrap(reply, from, length).asReadOnlyBuffer());
      }
      ReplyFacts facts = tracker.end();

      assertThat(facts.ending()).isEqualTo(ending);
      assertThat(tracker.complete()).isEqualTo(ending != Ending.INCOMPLETE);
      if (ending == Ending.WITHHELD) {
        assertThat(facts.detail()).isEqualTo(lines.substring(1));
      }
    }
  }

  /** Each capital letter begins a line of that kind; a small one in its place is rubbish. */
  private static byte[] reply(String lines) {
    StringBuilder reply = new StringBuilder();
    for (String line : lines.split("(?=[VIEWx])")) {
      if (line.isEmpty()) {
        continue;
      }
      String rest = line.substring(1);
      byte[] written =
          switch (line.charAt(0)) {
            case 'V' -> MethodFraming.line(Kind.VALUE, ("[" + rest + ",\n\"\"]").getBytes(UTF_8));
            case 'I' ->
                MethodFraming.line(
                    Kind.ITEM, ('"' + "long ".repeat(60) + rest + '"').getBytes(UTF_8));
            case 'E' -> MethodFraming.line(Kind.END, rest.getBytes(UTF_8));
            case 'W' -> MethodFraming.line(Kind.WITHHELD, ('"' + rest + '"').getBytes(UTF_8));
            default -> "{\"rubbish\":1}\n".getBytes(UTF_8);
          };
      reply.append(new String(written, UTF_8));
    }
    return reply.toString().getBytes(UTF_8);
  }
}
