package io.llmcache.internal.wire.cohere;

import static io.llmcache.testing.CohereFixtures.REQUEST;
import static io.llmcache.testing.CohereFixtures.RICH_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.JsonSpelling;
import java.net.URI;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not change the key of a chat request, what does, and what may answer it. */
class CohereKeyTest {

  private static final String HERE = "https://api.cohere.com/v2/chat";
  private static final String ELSEWHERE = "http://localhost:8000/v2/chat";

  /** Members that say nothing; each by itself and all at once change no key. */
  private static final List<List<String>> NOTHING =
      List.of(
          List.of("stream", "true"),
          List.of("priority", "3"),
          List.of("k", "0"),
          List.of("p", "0.750"),
          List.of("tools", "[]"),
          List.of("documents", "[]"),
          List.of("stop_sequences", "[]"),
          List.of("seed", "null"),
          List.of("response_format", "null"));

  @Property(tries = 60)
  void whatSaysNothingChangesNothing(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    ObjectNode body = (ObjectNode) JsonSpelling.tree(REQUEST.getBytes(UTF_8));
    for (List<String> member : NOTHING) {
      if (random.nextInt(3) == 0) {
        body.set(member.get(0), JsonSpelling.tree(member.get(1).getBytes(UTF_8)));
      }
    }
    byte[] other =
        JsonSpelling.of(body.toString().getBytes(UTF_8), random, CohereSpelling::keepsOrder);
    assertThat(key(HERE, new String(other, UTF_8))).isEqualTo(key(HERE, REQUEST));
  }

  @Property(tries = 60)
  void oneTextPartIsItsText(@ForAll @StringLength(max = 100) String text) throws Exception {
    ObjectNode plain = (ObjectNode) JsonSpelling.tree(REQUEST.getBytes(UTF_8));
    ((ObjectNode) plain.at("/messages/1")).put("content", text);
    ObjectNode parts = plain.deepCopy();
    ObjectNode message = (ObjectNode) parts.at("/messages/1");
    message.putArray("content").addObject().put("type", "text").put("text", text);
    assertThat(key(HERE, parts.toString())).isEqualTo(key(HERE, plain.toString()));
    message.withArray("content").addObject().put("type", "text").put("text", "");
    assertThat(key(HERE, parts.toString())).isNotEqualTo(key(HERE, plain.toString()));
  }

  /** Another server may take its defaults from the model. */
  @ParameterizedTest
  @CsvSource({"k, 0", "p, 0.75"})
  void onlyCoheresDefaultsAreKnown(String field, String value) throws Exception {
    String with = REQUEST.replaceFirst("\\{", "{\"" + field + "\": " + value + ",");
    assertThat(key(HERE, with)).isEqualTo(key(HERE, REQUEST));
    assertThat(key(ELSEWHERE, with)).isNotEqualTo(key(ELSEWHERE, REQUEST));
  }

  @Test
  void theOrderOfASchemaCounts() throws Exception {
    String properties = "\"properties\": {\"z\": {}, \"a\": {}}";
    String other = RICH_REQUEST.replace(properties, "\"properties\": {\"a\": {}, \"z\": {}}");
    assertThat(other).isNotEqualTo(RICH_REQUEST);
    assertThat(key(HERE, other)).isNotEqualTo(key(HERE, RICH_REQUEST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CACHEABLE | | 'tools':[],'response_format':{'type':'json_object'}",
        "EXACT_ONLY | tools | 'tools':[{'type':'function','function':{'name':'t'}}]",
        "EXACT_ONLY | documents | 'documents':['d']",
        "EXACT_ONLY | logprobs | 'logprobs':true",
        "EXACT_ONLY | seed | 'seed':1",
        "EXACT_ONLY | raw-prompting | 'raw_prompting':true",
        "EXACT_ONLY | output-schema | 'response_format':{'type':'json_object','schema':{}}",
        "EXACT_ONLY | output-schema | 'response_format':{'type':'json_object','json_schema':{}}",
        "EXACT_ONLY | output-schema | 'response_format':{'type':'grammar'}",
        "PASS | web-search | 'connectors':[{'id':'web-search'}]",
        "PASS | server-state | 'conversation_id':'c'"
      })
  void optionsDecide(String expected, String reason, String options) throws Exception {
    assertClass(expected, reason, "'messages':[{'role':'user','content':'Hi'}]," + options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CACHEABLE | | {'role':'user','content':[{'type':'text','text':'a'}]}",
        "EXACT_ONLY | tool-results | {'role':'tool','content':'x'},{'role':'user','content':''}",
        "EXACT_ONLY | tool-results | {'role':'assistant','tool_calls':[{'id':'a'}]}",
        "EXACT_ONLY | more-than-text | {'role':'user','content':[{'type':'image_url'}]}",
        "EXACT_ONLY | last-message-not-of-user | {'role':'assistant','content':'At'}"
      })
  void messagesDecide(String expected, String reason, String messages) throws Exception {
    assertClass(expected, reason, "'messages':[" + messages + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "no-messages | 'message':'Hi'",
        "wrong-type-in-messages | 'messages':['x']",
        "message-without-role | 'messages':[{'content':'x'}]",
        "wrong-type-of-content | 'messages':[{'role':'user','content':1}]",
        "wrong-type-of-stream | 'messages':[],'stream':1",
        "wrong-type-of-tools | 'messages':[],'tools':{}",
        "wrong-type-of-documents | 'messages':[],'documents':{}"
      })
  void wrongTypesAreRefused(String reason, String body) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> read(HERE, json(body)))
        .withMessage(reason);
  }

  private static void assertClass(String expected, String reason, String body) throws Exception {
    RequestFacts facts = read(HERE, json(body));
    assertThat(facts.requestClass().name()).isEqualTo(expected);
    assertThat(facts.classReason()).isEqualTo(reason == null ? "" : reason);
  }

  private static String json(String members) {
    return ("{'model':'command-r'," + members + "}").replace('\'', '"');
  }

  private static String key(String target, String body) throws Exception {
    return new String(read(target, body).canonical(), UTF_8);
  }

  private static RequestFacts read(String target, String body) throws Exception {
    return new CohereChat()
        .read(
            CacheRequest.of(
                WayIn.CLIENT, "POST", URI.create(target), Headers.EMPTY, body.getBytes(UTF_8)));
  }
}
