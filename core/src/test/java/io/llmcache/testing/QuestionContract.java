package io.llmcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.key.KeyDeriver;
import io.llmcache.spi.Question;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which text of a request every wire format takes for the question, and what is the scope then. */
public abstract class QuestionContract {

  /**
   * A cacheable request that asks a question.
   *
   * @param request JSON
   * @param pointer a JSON pointer (RFC 6901) to the member that is the question
   * @param others changes, by pointers to members of objects, after which the same question is
   *     asked in another scope: system prompt, earlier turns, parameters, model, attached context
   * @param same requests with other JSON that say the same
   */
  public record Asks(
      String request, String pointer, Map<String, String> others, List<String> same) {

    /** The same request with another question, in any of its spellings. */
    String request(String question, Random random) {
      StringBuilder literal = new StringBuilder("\"");
      for (char c : question.toCharArray()) {
        boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
        if (plain && random.nextInt(5) > 0) {
          literal.append(c);
        } else {
          literal.append(String.format("\\u%04x", (int) c));
        }
      }
      return changed(request, pointer, PLACE).replace(PLACE, literal.append('"'));
    }
  }

  private static final String PLACE = "\"the place of the question\"";
  private static final KeyDeriver KEYS = new KeyDeriver("n");

  /** Parts of texts that are hard to write down, or to find again. */
  private static final List<String> PIECES =
      List.of(
          "When ",
          "is it",
          " ",
          "?",
          "\"",
          "\\",
          "/",
          "\\\"",
          "\\u0041",
          "{",
          "}",
          "[",
          ",",
          ":",
          "\u0000",
          "\b",
          "\t",
          "\n",
          "\f",
          "\r",
          "\u001f",
          "\u007f",
          "\u2028",
          "\u00e4",
          "\u00df",
          "\u4f60\u597d",
          "\ufeff",
          "\ufffd",
          "\ud83c\udf3f",
          "\ud83d\udea4",
          "\ud83c",
          "\udf3f");

  protected abstract WireFormat format();

  /** Where the requests go. */
  protected abstract URI target();

  /** Readable requests. */
  protected abstract List<String> requests();

  /** Requests with a question; none where the format never names one. */
  protected List<Asks> questions() {
    return List.of();
  }

  @Test
  void onlyCacheableRequestsHaveAQuestion() throws Exception {
    for (String request : requests()) {
      RequestFacts facts = read(request);
      if (facts.requestClass() != RequestClass.CACHEABLE || questions().isEmpty()) {
        assertThat(facts.question()).as(request).isNull();
      }
    }
  }

  @Test
  void theQuestionIsTheLastTextOfTheUser() throws Exception {
    for (Asks asks : questions()) {
      RequestFacts facts = read(asks.request());
      assertThat(facts.requestClass()).as(asks.request()).isEqualTo(RequestClass.CACHEABLE);
      assertThat(question(facts).text()).as(asks.request()).isEqualTo(asked(asks));
      assertThat(written(facts)).as(asks.request()).isEqualTo(asked(asks));
    }
  }

  @Test
  void anotherSpellingAsksTheSameInTheSameScope() throws Exception {
    for (Asks asks : questions()) {
      RequestFacts facts = read(asks.request());
      for (String same : asks.same()) {
        RequestFacts other = read(same);
        assertThat(question(other)).as(same).isEqualTo(question(facts));
        assertThat(scope(other)).as(same).isEqualTo(scope(facts));
      }
    }
  }

  /** Also where both questions have to be written with escapes, and whatever their lengths. */
  @Property(tries = 100)
  void anotherQuestionIsAskedInTheSameScope(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    for (Asks asks : questions()) {
      String text = text(random);
      String request = asks.request(text, random);
      RequestFacts facts = read(request);
      Question question = facts.question();
      if (text.isBlank() || !isWellFormed(text)) {
        assertThat(question).as(request).isNull();
      } else {
        assertThat(question(facts).text()).as(request).isEqualTo(text);
        assertThat(written(facts)).as(request).isEqualTo(text);
        RequestFacts first = read(asks.request());
        assertThat(outside(facts)).as(request).isEqualTo(outside(first));
        assertThat(scope(facts)).as(request).isEqualTo(scope(first));
        assertThat(read(asks.request(text, random)).question()).as(request).isEqualTo(question);
      }
    }
  }

  @Test
  void whateverElseDiffersIsAnotherScope() throws Exception {
    for (Asks asks : questions()) {
      assertThat(asks.others()).isNotEmpty();
      Map<SemanticScope, String> scopes = new HashMap<>();
      scopes.put(scope(read(asks.request())), "the request itself");
      for (Map.Entry<String, String> change : asks.others().entrySet()) {
        RequestFacts other = read(changed(asks.request(), change.getKey(), change.getValue()));
        String what = change.getKey() + " = " + change.getValue();
        assertThat(question(other).text()).as(what).isEqualTo(asked(asks));
        assertThat(scopes.put(scope(other), what)).as(what).isNull();
      }
    }
  }

  @Test
  void eachTenantAndEachHostHasScopesOfItsOwn() throws Exception {
    for (Asks asks : questions()) {
      RequestFacts facts = read(asks.request());
      Question question = question(facts);
      URI elsewhere = URI.create("https://elsewhere.example" + target().getRawPath());
      assertThat(
              List.of(
                  KEYS.scope("t", target(), facts, question),
                  KEYS.scope("u", target(), facts, question),
                  KEYS.scope("t", elsewhere, facts, question),
                  new KeyDeriver("m").scope("t", target(), facts, question)))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void blankOrVeryLongTextsAndConversationsAreNoQuestion() throws Exception {
    for (Asks asks : questions()) {
      for (String text :
          List.of(
              "",
              " \n",
              "long ".repeat(401),
              "User: when?\nAssistant: now.\nUser: and then?",
              "data:image/png;base64,AAAA")) {
        String request = asks.request(text, new Random(1));
        assertThat(read(request).question()).as(request).isNull();
      }
      String longest = "longs ".repeat(333) + "?!";
      assertThat(read(asks.request(longest, new Random(1))).question()).isNotNull();
    }
  }

  /** The facts of a request to {@link #target} without headers of interest. */
  protected final RequestFacts read(String body) throws UnreadableRequestException {
    return read(body.getBytes(UTF_8));
  }

  protected final RequestFacts read(byte[] body) throws UnreadableRequestException {
    return read(target(), body);
  }

  protected final RequestFacts read(URI target, byte[] body) throws UnreadableRequestException {
    Headers headers = Headers.of("Content-Type", "application/json");
    return format().read(CacheRequest.of(WayIn.CLIENT, "POST", target, headers, body));
  }

  /** The request with a member set. */
  protected static String changed(String request, String pointer, String value) {
    JsonNode tree = JsonSpelling.tree(request.getBytes(UTF_8));
    JsonPointer member = JsonPointer.compile(pointer);
    ((ObjectNode) tree.at(member.head()))
        .set(member.last().getMatchingProperty(), JsonSpelling.tree(value.getBytes(UTF_8)));
    return tree.toString();
  }

  private static Question question(RequestFacts facts) {
    assertThat(facts.question()).as(new String(facts.canonical(), UTF_8)).isNotNull();
    return Objects.requireNonNull(facts.question());
  }

  private SemanticScope scope(RequestFacts facts) {
    return KEYS.scope("t", target(), facts, question(facts));
  }

  /** What lies between the quotes in the place that the question has in the canonical request. */
  private static String written(RequestFacts facts) {
    Question question = question(facts);
    byte[] literal = Arrays.copyOfRange(facts.canonical(), question.from() - 1, question.to() + 1);
    return JsonSpelling.tree(literal).textValue();
  }

  private static byte[] outside(RequestFacts facts) {
    Question question = question(facts);
    ByteArrayOutputStream outside = new ByteArrayOutputStream();
    outside.write(facts.canonical(), 0, question.from());
    outside.write(facts.canonical(), question.to(), facts.canonical().length - question.to());
    return outside.toByteArray();
  }

  private static @Nullable String asked(Asks asks) {
    return JsonSpelling.tree(asks.request().getBytes(UTF_8)).at(asks.pointer()).textValue();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(random.nextBoolean() ? 5 : 80); left > 0; left--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static boolean isWellFormed(String text) {
    return text.equals(new String(text.getBytes(UTF_8), UTF_8));
  }
}
