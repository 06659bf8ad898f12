package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import io.llmcache.exchange.MethodFraming;
import io.llmcache.spi.Question;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.JsonSpelling;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Request bodies of any bytes: read or refused, soon and in little memory. */
class RequestFuzzTest {

  private static final String GEMINI =
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:";
  private static final String BEDROCK =
      "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.mill.model-v1%3A0/";

  static final List<URI> TARGETS =
      List.of(
          URI.create("https://api.openai.com/v1/chat/completions"),
          URI.create("https://api.openai.com/v1/completions"),
          URI.create("https://api.openai.com/v1/embeddings"),
          URI.create("https://api.openai.com/v1/responses"),
          URI.create("https://api.anthropic.com/v1/messages"),
          URI.create("https://api.anthropic.com/v1/messages/count_tokens"),
          URI.create(GEMINI + "generateContent"),
          URI.create(GEMINI + "streamGenerateContent?alt=sse"),
          URI.create(GEMINI + "countTokens"),
          URI.create("http://localhost:11434/api/chat"),
          URI.create("http://localhost:11434/api/generate"),
          URI.create("http://localhost:11434/api/embed"),
          URI.create("https://api.cohere.com/v2/chat"),
          URI.create("https://api.cohere.com/v2/embed"),
          URI.create("https://api.cohere.com/v2/rerank"),
          URI.create(BEDROCK + "converse"),
          URI.create(BEDROCK + "invoke"),
          MethodFraming.target("Shop.answer", "java.lang.String", false, null),
          MethodFraming.target("Shop.answers", "java.lang.String", true, "query"));

  private static final String ROWS =
      "{\"model\":\"moss\",\"input\":[\"rain\",[1,2],\"snow\"],\"texts\":[\"rain\"],"
          + "\"query\":\"rain\",\"documents\":[\"rain\",{\"text\":\"snow\"}],\"dimensions\":3,"
          + "\"input_type\":\"search_query\",\"encoding_format\":\"base64\"}";

  private static final long LONGEST_NANOS = 5_000_000_000L;
  private static final long MOST_BYTES = 16 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void allFormatsAreAsked() {
    assertThat(TARGETS).extracting(Corpus::format).containsAll(Corpus.formats());
  }

  @Test
  void anyBodyIsReadOrRefused() throws Exception {
    List<String> samples = new ArrayList<>(Corpus.texts(name -> name.contains("request")));
    samples.add(ROWS);
    Fuzzing.run(
        random -> {
          URI target = TARGETS.get(random.nextInt(TARGETS.size()));
          String text = samples.get(random.nextInt(samples.size()));
          for (int left = random.nextInt(4); left > 0; left--) {
            text = JsonMutation.of(text, random);
          }
          byte[] other = samples.get(random.nextInt(samples.size())).getBytes(UTF_8);
          check(target, Mutation.of(text.getBytes(UTF_8), other, random), random);
        });
  }

  private static void check(URI target, byte[] body, Random random) throws Exception {
    long began = System.nanoTime();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    RequestFacts facts;
    try {
      facts = Corpus.read(target, body);
    } catch (UnreadableRequestException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(60);
      facts = null;
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    assertThat(System.nanoTime() - began).isLessThan(LONGEST_NANOS);
    if (facts != null && !Corpus.isMethod(target) && canBeSpelt(JsonSpelling.tree(body))) {
      byte[] same = JsonSpelling.of(body, random, path -> fixed(target, path));
      RequestFacts other = Corpus.read(target, same);
      assertThat(new String(other.canonical(), UTF_8))
          .as(() -> target + "\n" + new String(body, UTF_8) + "\n" + new String(same, UTF_8))
          .isEqualTo(new String(facts.canonical(), UTF_8));
      assertThat(other.question()).isEqualTo(facts.question());
    }
    if (facts != null && facts.question() != null) {
      checkQuestion(facts, facts.question());
    }
  }

  private static void checkQuestion(RequestFacts facts, Question question) {
    assertThat(facts.requestClass()).isEqualTo(RequestClass.CACHEABLE);
    byte[] literal = Arrays.copyOfRange(facts.canonical(), question.from() - 1, question.to() + 1);
    assertThat(JsonSpelling.tree(literal).textValue()).isEqualTo(question.text());
  }

  /** Whether another spelling of each number is short enough to be written, and read. */
  private static boolean canBeSpelt(JsonNode node) {
    if (node.isNumber()) {
      return Math.abs(node.decimalValue().scale()) < 400 && node.decimalValue().precision() < 400;
    }
    for (JsonNode child : node) {
      if (!canBeSpelt(child)) {
        return false;
      }
    }
    return true;
  }

  /** Only the order of the members at the top never says anything, and not even that to Bedrock. */
  private static boolean fixed(URI target, List<String> path) {
    return !path.isEmpty() || target.getPath().endsWith("/invoke");
  }
}
