package io.llmcache.internal.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.JsonSpelling;
import java.net.URI;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are the same one, and what else is read from them. */
class ResponsesKeyTest {

  private static final String TOOL = "'tools':[{'type':'function','name':'f'}]";
  private static final List<String> NOTHING =
      List.of(
          "'user':'me'",
          "'safety_identifier':'s'",
          "'metadata':{'a':'b'}",
          "'service_tier':'flex'",
          "'prompt_cache_key':'k'",
          "'prompt_cache_retention':'24h'",
          "'prompt_cache_options':{}",
          "'stream':false",
          "'stream':true",
          "'stream_options':{'include_obfuscation':false}",
          "'tools':[]",
          "'include':[]",
          "'parallel_tool_calls':true",
          "'background':false",
          "'truncation':'disabled'",
          "'tool_choice':'auto'",
          "'text':{'format':{'type':'text'}}",
          "'text':{'format':null}",
          "'text':{}",
          "'instructions':null",
          "'temperature':null",
          "'max_output_tokens':null",
          "'x_unknown':null");

  @Test
  void whatSaysNothingIsNotInTheKey() throws Exception {
    for (String target : List.of(ResponsesSamples.OPENAI, ResponsesSamples.OTHER)) {
      for (String field : NOTHING) {
        assertThat(key(target, field)).as(field).isEqualTo(key(target, ""));
      }
    }
  }

  @Property(tries = 100)
  void anyOfItTogetherInAnySpellingIsNotInTheKeyEither(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    String one = NOTHING.get(random.nextInt(NOTHING.size()));
    String other = NOTHING.get(random.nextInt(NOTHING.size()));
    String name = one.substring(0, one.indexOf(':'));
    String both = other.startsWith(name + ":") ? one : one + "," + other;
    byte[] body = ResponsesSamples.quoted(ResponsesSamples.ask(both)).getBytes(UTF_8);
    byte[] spelt = JsonSpelling.of(body, random, ResponsesSpelling::keepsOrder);
    RequestFacts facts =
        ResponsesSamples.facts(
            new OpenAiResponses(), URI.create(ResponsesSamples.OPENAI), Headers.EMPTY, spelt);
    assertThat(new String(facts.canonical(), UTF_8))
        .as(both)
        .isEqualTo(key(ResponsesSamples.OPENAI, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'temperature':1", "'temperature':1.0", "'top_p':1e0"})
  void samplingDefaultsAreKnownOfOpenAiOnly(String field) throws Exception {
    assertThat(key(ResponsesSamples.OPENAI, field)).isEqualTo(key(ResponsesSamples.OPENAI, ""));
    assertThat(key(ResponsesSamples.OTHER, field)).isNotEqualTo(key(ResponsesSamples.OTHER, ""));
  }

  @Test
  void storeIsNotInTheKey() throws Exception {
    assertThat(canonical("{'model':'m','input':'x'}"))
        .isEqualTo(canonical("{'model':'m','input':'x','store':true}"))
        .isEqualTo(canonical("{'model':'m','input':'x','store':false}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'role':'user','content':'x'}]",
        "[{'type':'message','role':'user','content':'x'}]",
        "[{'role':'user','type':null,'content':[{'type':'input_text','text':'x'}]}]",
        "[{'role':'user','content':[{'text':'x','type':'input_text','y':null}],'status':null}]",
      })
  void aTextIsAMessageOfTheUserWithOnePart(String input) throws Exception {
    assertThat(input(input)).isEqualTo(input("'x'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x '",
        "[{'role':'system','content':'x'}]",
        "[{'role':'user','content':[{'type':'output_text','text':'x'}]}]",
        "[{'role':'user','content':[{'type':'input_text','text':'x','annotations':[]}]}]",
        "[{'role':'user','content':[{'type':'input_text','text':''},{'type':'input_text','text':'x'}]}]",
        "[{'role':'user','content':'x','phase':'y'}]",
        "[{'type':'other','role':'user','content':'x'}]",
        "[{'role':'user','content':'x','id':'msg_1'}]",
      })
  void otherInputsAreOthers(String input) throws Exception {
    // the provider keeps answers here, so that an id may name one
    assertThat(canonical("{'model':'m','input':" + input + "}"))
        .isNotEqualTo(canonical("{'model':'m','input':'x'}"));
  }

  @Test
  void idsOfWhatTheProviderDoesNotKeepAreNotInTheKey() throws Exception {
    String message = "[{'role':'assistant','content':'y'%s},{'role':'user','content':'x'}]";
    String sealed = "[{'type':'reasoning'%s,'summary':[],'encrypted_content':'e'}]";
    for (String input : List.of(message, sealed)) {
      assertThat(input(input.formatted(",'id':'msg_1'"))).isEqualTo(input(input.formatted("")));
    }
    String bare = "[{'type':'reasoning'%s,'summary':[]}]";
    assertThat(input(bare.formatted(",'id':'rs_1'"))).isNotEqualTo(input(bare.formatted("")));
  }

  @Test
  void theCanonicalFormIsStable() throws Exception {
    assertThat(
            canonical(
                "{'top_p':0.50,'model':'m','x':{'b':null,'a':[1.0]},'input':[{'content':"
                    + "'\\u00e9','role':'user'}],"
                    + TOOL
                    + ",'text':{'format':{'type':'json_schema','schema':{'b':1,'a':null}}}}"))
        .isEqualTo(
            ResponsesSamples.quoted(
                "{'input':[{'content':'é','role':'user','type':'message'}],'model':'m',"
                    + "'text':{'format':{'schema':{'b':1,'a':null},'type':'json_schema'}},"
                    + "'tools':[{'name':'f','type':'function'}],'top_p':5e-1,"
                    + "'x':{'b':null,'a':[1]}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'input':'x'}                                          | no-model
          {'model':' ','input':'x'}                              | no-model
          {'model':3,'input':'x'}                                | wrong-type-of-model
          {'model':'m'}                                          | no-input
          {'model':'m','input':null}                             | no-input
          {'model':'m','input':[]}                               | no-input
          {'model':'m','input':{}}                               | wrong-type-of-input
          {'model':'m','input':7}                                | wrong-type-of-input
          {'model':'m','input':['x']}                            | wrong-type-in-input
          {'model':'m','input':[{'content':'x'}]}                | message-without-role
          {'model':'m','input':[{'type':1}]}                     | wrong-type-of-type
          {'model':'m','input':[{'role':'user','content':1}]}    | wrong-type-of-content
          {'model':'m','input':[{'role':'user','content':[1]}]}  | wrong-type-in-content
          {'model':'m','input':'x','stream':'true'}              | wrong-type-of-stream
          {'model':'m','input':'x','store':0}                    | wrong-type-of-store
          {'model':'m','input':'x','background':1}               | wrong-type-of-background
          {'model':'m','input':'x','tools':{}}                   | wrong-type-of-tools
          {'model':'m','input':'x','tools':['web']}              | wrong-type-in-tools
          {'model':'m','input':'x','text':'json'}                | wrong-type-of-text
          {'model':'m','input':'x','prompt':'p'}                 | wrong-type-of-prompt
          {'survey':7,'answers':['yes']}                         | no-model
          ['x']                                                  | not-a-json-object
          """)
  void whatIsNotAQuestionToAModelIsRefused(String body, String why) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(
            () ->
                ResponsesSamples.facts(
                    new OpenAiResponses(), "https://example.org/api/responses", body))
        .withMessage(why);
  }

  @Test
  void theFormSaysWhatFramesTheReply() throws Exception {
    assertThat(facts("").form()).isEqualTo("unary");
    assertThat(facts("'stream_options':{'x':1}").form()).isEqualTo("unary");
    assertThat(facts("'stream':true").form()).isEqualTo("stream");
    assertThat(facts("'stream':true,'stream_options':{'x':null}").form()).isEqualTo("stream");
    assertThat(facts("'stream':true,'stream_options':{'include_obfuscation':false}").form())
        .isEqualTo("stream;{\"include_obfuscation\":false}");
    assertThat(facts("'stream':true").shape()).isEqualTo(Shape.STREAM);
    assertThat(facts("'stream':false").shape()).isEqualTo(Shape.UNARY);
  }

  @Test
  void headersAndQueryThatChangeTheAnswerAreInTheKey() throws Exception {
    Headers headers =
        Headers.of("OpenAI-Beta", " a")
            .plus("Authorization", "Bearer s")
            .plus("X-OpenRouter-A", "1");
    RequestFacts facts =
        ResponsesSamples.facts(
            new OpenAiResponses(),
            URI.create("https://r.openai.azure.com/openai/responses?api-version=v1&key=secret"),
            headers,
            ResponsesSamples.quoted(ResponsesSamples.ask("")).getBytes(UTF_8));
    assertThat(facts.keyHeaders())
        .isEqualTo(Headers.of("openai-beta", "a").plus("x-openrouter-a", "1"));
    assertThat(facts.keyQuery()).containsExactly("api-version=v1");
    assertThat(facts.path()).isEqualTo("/openai/responses");
    assertThat(facts.model()).isEqualTo("m");
  }

  @Test
  void aLimitOfLengthIsSeen() throws Exception {
    assertThat(facts("'max_output_tokens':16").lengthLimited()).isTrue();
    assertThat(facts("'max_output_tokens':null").lengthLimited()).isFalse();
    assertThat(facts("").lengthLimited()).isFalse();
  }

  private static RequestFacts facts(String field) throws UnreadableRequestException {
    return ResponsesSamples.facts(
        new OpenAiResponses(), ResponsesSamples.OTHER, ResponsesSamples.ask(field));
  }

  private static String key(String target, String field) throws UnreadableRequestException {
    return new String(
        ResponsesSamples.facts(new OpenAiResponses(), target, ResponsesSamples.ask(field))
            .canonical(),
        UTF_8);
  }

  private static String input(String input) throws UnreadableRequestException {
    return canonical("{'model':'m','store':false,'input':" + input + "}");
  }

  private static String canonical(String body) throws UnreadableRequestException {
    return new String(
        ResponsesSamples.facts(new OpenAiResponses(), ResponsesSamples.OTHER, body).canonical(),
        UTF_8);
  }
}
