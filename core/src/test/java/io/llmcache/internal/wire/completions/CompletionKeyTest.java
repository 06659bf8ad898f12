package io.llmcache.internal.wire.completions;

import static io.llmcache.internal.wire.completions.CompletionSamples.OPENAI;
import static io.llmcache.internal.wire.completions.CompletionSamples.OTHER;
import static io.llmcache.internal.wire.completions.CompletionSamples.facts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.JsonSpelling;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which completion requests are the same one, what may answer them, and what else is read. */
class CompletionKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'user':'me'",
        "'stream':true,'stream_options':{'include_usage':true}",
        "'stream':false",
        "'priority':1",
        "'request_id':'r'",
        "'n':1.0",
        "'n':1,'best_of':1",
        "'echo':false",
        "'presence_penalty':0,'frequency_penalty':0.0",
        "'logit_bias':{}",
        "'stop':[]",
        "'stop':null,'seed':null,'suffix':null,'logprobs':null",
      })
  void whatSaysNothingIsNotInTheKey(String field) throws Exception {
    for (String target : List.of(OPENAI, OTHER)) {
      assertThat(key(target, ask(field))).isEqualTo(key(target, ask("")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"'temperature':1", "'top_p':1.0", "'max_tokens':16"})
  void someDefaultsAreKnownOfOpenAiOnly(String field) throws Exception {
    assertThat(key(OPENAI, ask(field))).isEqualTo(key(OPENAI, ask("")));
    assertThat(key(OTHER, ask(field))).isNotEqualTo(key(OTHER, ask("")));
  }

  @Test
  void theBestOfSeveralIsNoDefault() throws Exception {
    assertThat(key(OTHER, ask("'n':2,'best_of':1"))).isNotEqualTo(key(OTHER, ask("'n':2")));
    assertThat(key(OTHER, ask("'best_of':2"))).isNotEqualTo(key(OTHER, ask("")));
  }

  @Test
  void oneStopIsAListOfOne() throws Exception {
    assertThat(key(OTHER, ask("'stop':'x'"))).isEqualTo(key(OTHER, ask("'stop':['x']")));
  }

  @Property(tries = 100)
  void anyPromptHasOneKeyInAllSpellings(@ForAll String text, @ForAll long seed) throws Exception {
    String prompt = new String(text.getBytes(UTF_8), UTF_8);
    byte[] body =
        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
            .objectNode()
            .put("model", "m")
            .put("prompt", prompt)
            .put("max_tokens", 200)
            .toString()
            .getBytes(UTF_8);
    String one = new String(body, UTF_8);
    byte[] other = JsonSpelling.of(body, new Random(seed), path -> false);
    String key = new String(read(body).canonical(), UTF_8);
    assertThat(new String(read(other).canonical(), UTF_8)).as(one).isEqualTo(key);
    String longer = one.replace("\"prompt\":\"", "\"prompt\":\" ");
    assertThat(new String(read(longer.getBytes(UTF_8)).canonical(), UTF_8)).isNotEqualTo(key);
  }

  private static RequestFacts read(byte[] body) throws UnreadableRequestException {
    return new OpenAiCompletions()
        .read(
            io.llmcache.exchange.CacheRequest.of(
                io.llmcache.exchange.WayIn.CLIENT,
                "POST",
                java.net.URI.create(OTHER),
                io.llmcache.exchange.Headers.EMPTY,
                body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'prompt':'x'                                  | CACHEABLE  |
          'prompt':['x'],'best_of':2,'suffix':''        | CACHEABLE  |
          'prompt':'x','n':1,'response_format':{'type':'text'} | CACHEABLE |
          'prompt':['x','y']                            | EXACT_ONLY | several-choices
          'prompt':'x','n':2                            | EXACT_ONLY | several-choices
          'prompt':[1,2]                                | EXACT_ONLY | more-than-text
          'prompt':[[1],[2]]                            | EXACT_ONLY | more-than-text
          'prompt':'x','logprobs':0                     | EXACT_ONLY | logprobs
          'prompt':'x','seed':1                         | EXACT_ONLY | seed
          'prompt':'x','random_seed':1                  | EXACT_ONLY | seed
          'prompt':'x','guided_json':{}                 | EXACT_ONLY | output-schema
          'prompt':'x','response_format':{'type':'json_schema'} | EXACT_ONLY | output-schema
          'prompt':'x','suffix':'y'                     | EXACT_ONLY | suffix
          'prompt':'x','echo':true                      | EXACT_ONLY | echo
          'prompt':'x','plugins':[{'id':'web'}]         | PASS       | web-search
          'prompt':'x','web_search_options':{}          | PASS       | web-search
          'prompt':'x','models':['a','b:online']        | PASS       | web-search
          """)
  void whatMayAnswer(String fields, String requestClass, String reason) throws Exception {
    RequestFacts facts = facts(OTHER, "{'model':'m'," + fields + "}");
    assertThat(facts.requestClass()).hasToString(requestClass);
    assertThat(facts.classReason()).isEqualTo(reason == null ? "" : reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'prompt':'x'}                          | no-model
          {'model':' ','prompt':'x'}              | no-model
          {'model':1,'prompt':'x'}                | wrong-type-of-model
          {'model':'m'}                           | no-prompt
          {'model':'m','prompt':[]}               | no-prompt
          {'model':'m','prompt':1}                | wrong-type-of-prompt
          {'model':'m','prompt':{}}               | wrong-type-of-prompt
          {'model':'m','prompt':['x',1]}          | wrong-type-in-prompt
          {'model':'m','prompt':[[1],['x']]}      | wrong-type-in-prompt
          {'model':'m','prompt':[null]}           | wrong-type-in-prompt
          {'model':'m','prompt':'x','n':'2'}      | wrong-type-of-n
          {'model':'m','prompt':'x','stream':1}   | wrong-type-of-stream
          {'model':'m','prompt':'x','stream_options':1} | wrong-type-of-stream_options
          ['x']                                   | not-a-json-object
          """)
  void wrongTypesAreRefused(String body, String why) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> facts(OTHER, body))
        .withMessage(why);
  }

  @Test
  void thePathMayNameTheModel() throws Exception {
    String engine = "https://llm.example/v1/engines/my%20base/completions";
    String azure = "https://r.openai.azure.com/openai/deployments/d/completions?api-version=1";
    assertThat(facts(engine, "{'prompt':'x'}").model()).isEqualTo("my base");
    assertThat(facts(azure, "{'model':'other','prompt':'x'}").model()).isEqualTo("d");
    assertThat(facts(azure, "{'prompt':'x'}").keyQuery()).containsExactly("api-version=1");
    assertThat(facts(OTHER, "{'model':'m','prompt':'x'}").model()).isEqualTo("m");
    assertThat(facts("https://api.mistral.ai/v1/fim/completions", ask("'suffix':'y'")).path())
        .isEqualTo("/v1/fim/completions");
  }

  @Test
  void aLimitIsNamedOrDocumented() throws Exception {
    assertThat(facts(OTHER, ask("")).lengthLimited()).isFalse();
    assertThat(facts(OTHER, ask("'max_tokens':5")).lengthLimited()).isTrue();
    assertThat(facts(OPENAI, ask("")).lengthLimited()).isTrue();
  }

  @Test
  void theFormSaysWhatFramesTheReply() throws Exception {
    assertThat(facts(OTHER, ask("'stream_options':{'include_usage':true}")).form())
        .isEqualTo("unary");
    RequestFacts stream =
        facts(OTHER, ask("'stream':true,'stream_options':{'include_usage':true,'x':1}"));
    assertThat(stream.form()).isEqualTo("stream;include_usage=true;x=1");
    assertThat(stream.shape()).isEqualTo(Shape.STREAM);
  }

  private static String key(String target, String body) throws UnreadableRequestException {
    return new String(facts(target, body).canonical(), UTF_8);
  }

  private static String ask(String field) {
    return "{'model':'m','prompt':'x'" + (field.isEmpty() ? "" : "," + field) + "}";
  }
}
