package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which chat completion requests are the same one, and what else is read from them. */
class ChatKeyTest {

  private static final String OPENAI = "https://api.openai.com/v1/chat/completions";
  private static final String OTHER = "http://localhost:8000/v1/chat/completions";
  private static final String TOOL = "'tools':[{'type':'function','function':{'name':'f'}}]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'user':'me'",
        "'safety_identifier':'s'",
        "'metadata':{'a':'b'}",
        "'store':true",
        "'store':false",
        "'service_tier':'flex'",
        "'prompt_cache_key':'k'",
        "'prompt_cache_retention':'24h'",
        "'prompt_cache_options':{}",
        "'cache_control':{'type':'ephemeral'}",
        "'stream':false",
        "'stream':null",
        "'stream_options':null",
        "'priority':3",
        "'request_id':'r'",
        "'n':1",
        "'n':1.0",
        "'n':null",
        "'presence_penalty':0",
        "'frequency_penalty':-0.0",
        "'logprobs':false",
        "'logit_bias':{}",
        "'tools':[]",
        "'functions':[]",
        "'stop':null",
        "'stop':[]",
        "'seed':null",
        "'response_format':{'type':'text'}",
        "'tool_choice':'none'",
        "'tools':[],'tool_choice':'none'",
        "'function_call':'none'",
        "'x_unknown':null",
      })
  void whatSaysNothingIsNotInTheKey(String field) throws Exception {
    for (String target : List.of(OPENAI, OTHER)) {
      assertThat(key(target, ask(field))).isEqualTo(key(target, ask("")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"'tool_choice':'auto'", "'parallel_tool_calls':true"})
  void withToolsTheDefaultsAreOthers(String field) throws Exception {
    assertThat(key(OPENAI, ask(TOOL + "," + field))).isEqualTo(key(OPENAI, ask(TOOL)));
    assertThat(key(OPENAI, ask(field))).isNotEqualTo(key(OPENAI, ask("")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'temperature':1", "'temperature':1.0", "'top_p':1e0"})
  void samplingDefaultsAreKnownOfOpenAiOnly(String field) throws Exception {
    assertThat(key(OPENAI, ask(field))).isEqualTo(key(OPENAI, ask("")));
    assertThat(key("https://API.OpenAI.com/v1/chat/completions", ask(field)))
        .isEqualTo(key(OPENAI, ask("")));
    assertThat(key(OTHER, ask(field))).isNotEqualTo(key(OTHER, ask("")));
    assertThat(key("https://api.openai.com.evil.example/chat/completions", ask(field)))
        .isNotEqualTo(key(OPENAI, ask("")));
  }

  @Test
  void oneStopIsAListOfOne() throws Exception {
    assertThat(key(OTHER, ask("'stop':'x'"))).isEqualTo(key(OTHER, ask("'stop':['x']")));
    assertThat(key(OTHER, ask("'stop':'x'"))).isNotEqualTo(key(OTHER, ask("'stop':['x','x']")));
  }

  @Test
  void oneTextPartIsItsText() throws Exception {
    String plain = content("'a b'");
    assertThat(key(OTHER, content("[{'type':'text','text':'a b'}]"))).isEqualTo(key(OTHER, plain));
    assertThat(key(OTHER, content("[{'text':'a b','type':'text','cache_control':{'type':'x'}}]")))
        .isEqualTo(key(OTHER, plain));
    assertThat(key(OTHER, content("[{'type':'text','text':'a b','citations':null}]")))
        .isEqualTo(key(OTHER, plain));
    for (String other :
        List.of(
            "[{'type':'text','text':'a b','annotations':[]}]",
            "[{'type':'text','text':'a '},{'type':'text','text':'b'}]",
            "[{'type':'input_text','text':'a b'}]",
            "[{'text':'a b'}]",
            "[{'type':'text','text':['a b']}]",
            "'a b '")) {
      assertThat(key(OTHER, content(other))).as(other).isNotEqualTo(key(OTHER, plain));
    }
  }

  @Test
  void cachingMarksAreDroppedWhereTheyHaveThatMeaning() throws Exception {
    String mark = ",'cache_control':{'type':'ephemeral'}";
    assertThat(key(OTHER, ask(TOOL.replace("}]", mark + "}]")))).isEqualTo(key(OTHER, ask(TOOL)));
    assertThat(key(OTHER, "{'model':'m','messages':[{'role':'user','content':'a b'" + mark + "}]}"))
        .isEqualTo(key(OTHER, content("'a b'")));
    String schema = "'tools':[{'type':'function','function':{'name':'f','parameters':{'a':1%s}}}]";
    assertThat(key(OTHER, ask(schema.formatted(mark))))
        .isNotEqualTo(key(OTHER, ask(schema.formatted(""))));
  }

  @Test
  void theCanonicalFormIsStable() throws Exception {
    String body =
        "{'top_p':0.50,'model':'m','x':{'b':null,'a':[1.0]},'messages':[{'content':'\\u00e9\\n',"
            + "'role':'user','name':null}],'seed':100,'stop':'x'}";
    assertThat(key(OTHER, body))
        .isEqualTo(
            quoted(
                "{'messages':[{'content':'é\\n','role':'user'}],'model':'m','seed':1e2,"
                    + "'stop':['x'],'top_p':5e-1,'x':{'b':null,'a':[1]}}"));
  }

  @Test
  void theDeploymentIsTheModelOnAzure() throws Exception {
    String azure = "https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions";
    String messages = "'messages':[{'role':'user','content':'x'}]";
    assertThat(facts(azure, "{" + messages + "}").model()).isEqualTo("my gpt");
    assertThat(facts(azure, "{'model':null," + messages + "}").model()).isEqualTo("my gpt");
    assertThat(facts(azure, "{'model':'other'," + messages + "}").model()).isEqualTo("my gpt");
    assertThat(facts(OTHER, "{'model':'m'," + messages + "}").model()).isEqualTo("m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'messages':[{'role':'user','content':'x'}]}                    | no-model
          {'model':' ','messages':[{'role':'user','content':'x'}]}        | no-model
          {'model':3,'messages':[{'role':'user','content':'x'}]}          | wrong-type-of-model
          {'model':'m'}                                                   | no-messages
          {'model':'m','messages':[]}                                     | no-messages
          {'model':'m','messages':null}                                   | no-messages
          {'model':'m','messages':{}}                                     | wrong-type-of-messages
          {'model':'m','messages':'x'}                                    | wrong-type-of-messages
          {'model':'m','messages':['x']}                                  | wrong-type-in-messages
          {'model':'m','messages':[null]}                                 | wrong-type-in-messages
          {'model':'m','messages':[{'content':'x'}]}                      | message-without-role
          {'model':'m','messages':[{'role':1}]}                           | message-without-role
          {'model':'m','messages':[{'role':'user','content':1}]}          | wrong-type-of-content
          {'model':'m','messages':[{'role':'user','content':['x']}]}      | wrong-type-in-content
          {'model':'m','messages':[{'role':'user'}],'stream':'true'}      | wrong-type-of-stream
          {'model':'m','messages':[{'role':'user'}],'stream':1}           | wrong-type-of-stream
          {'model':'m','messages':[{'role':'user'}],'stream_options':[]}  | wrong-type-of-stream_options
          {'model':'m','messages':[{'role':'user'}],'n':'2'}              | wrong-type-of-n
          {'model':'m','messages':[{'role':'user'}],'tools':{}}           | wrong-type-of-tools
          {'model':'m','messages':[{'role':'user'}],'tools':[1]}          | wrong-type-in-tools
          {'model':'m','messages':[{'role':'user'}],'functions':[1]}      | wrong-type-in-functions
          [{'model':'m'}]                                                 | not-a-json-object
          """)
  void wrongTypesAreRefused(String body, String why) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> facts(OPENAI, body))
        .withMessage(why);
  }

  @Test
  void theFormSaysWhatFramesTheReply() throws Exception {
    assertThat(form(OTHER, "")).isEqualTo("unary");
    assertThat(form(OTHER, "'stream_options':{'include_usage':true}")).isEqualTo("unary");
    assertThat(form(OTHER, "'stream':true")).isEqualTo("stream");
    assertThat(form(OTHER, "'stream':true,'stream_options':{}")).isEqualTo("stream");
    assertThat(form(OTHER, "'stream':true,'stream_options':{'include_usage':false,'x':null}"))
        .isEqualTo("stream");
    assertThat(
            form(
                OTHER,
                "'stream':true,'stream_options':"
                    + "{'include_usage':true,'include_obfuscation':false,'A;':1.0}"))
        .isEqualTo("stream;\"A;\"=1;include_obfuscation=false;include_usage=true");
    assertThat(facts(OTHER, ask("'stream':true")).shape()).isEqualTo(Shape.STREAM);
    assertThat(facts(OTHER, ask("'stream':false")).shape()).isEqualTo(Shape.UNARY);
  }

  @Test
  void openRoutersUsageIsFramingThereAndUnknownElsewhere() throws Exception {
    String router = "https://openrouter.ai/api/v1/chat/completions";
    String usage = "'usage':{'include':true}";
    assertThat(key(router, ask(usage))).isEqualTo(key(router, ask("")));
    assertThat(form(router, usage)).isEqualTo("unary;usage.include=true");
    assertThat(form(router, "'usage':{'include':false}")).isEqualTo("unary");
    assertThat(key(OTHER, ask(usage))).isNotEqualTo(key(OTHER, ask("")));
    assertThat(form(OTHER, usage)).isEqualTo("unary");
  }

  @Test
  void headersThatChangeTheAnswerAreInTheKey() throws Exception {
    Headers headers =
        Headers.of("X-OpenRouter-B", " 2 ")
            .plus("openai-BETA", "z")
            .plus("Authorization", "Bearer secret")
            .plus("User-Agent", "x")
            .plus("x-stainless-lang", "java")
            .plus("OpenAI-Beta", " a")
            .plus("x-openrouter-a", "1");
    RequestFacts facts =
        new OpenAiChat()
            .read(
                CacheRequest.of(WayIn.CLIENT, "POST", URI.create(OPENAI), headers, json(ask(""))));
    assertThat(facts.keyHeaders())
        .isEqualTo(
            Headers.of("openai-beta", "a")
                .plus("openai-beta", "z")
                .plus("x-openrouter-a", "1")
                .plus("x-openrouter-b", "2"));
  }

  @Test
  void allOfTheQueryButTheKeyIsInTheKey() throws Exception {
    assertThat(facts(OTHER + "?b=2&key=secret&api-version=2024-10-21&&a=%20", ask("")).keyQuery())
        .containsExactly("a=%20", "api-version=2024-10-21", "b=2");
    assertThat(facts(OTHER, ask("")).keyQuery()).isEmpty();
    assertThat(facts(OTHER + "?", ask("")).keyQuery()).isEmpty();
  }

  @Test
  void aLimitOfLengthIsSeen() throws Exception {
    assertThat(facts(OTHER, ask("'max_tokens':5")).lengthLimited()).isTrue();
    assertThat(facts(OTHER, ask("'max_completion_tokens':5")).lengthLimited()).isTrue();
    assertThat(facts(OTHER, ask("'max_tokens':null")).lengthLimited()).isFalse();
    assertThat(facts(OTHER, ask("")).lengthLimited()).isFalse();
  }

  private static String form(String target, String field) throws UnreadableRequestException {
    return facts(target, ask(field)).form();
  }

  private static String key(String target, String body) throws UnreadableRequestException {
    return new String(facts(target, body).canonical(), UTF_8);
  }

  private static RequestFacts facts(String target, String body) throws UnreadableRequestException {
    return new OpenAiChat()
        .read(CacheRequest.of(WayIn.CLIENT, "POST", URI.create(target), Headers.EMPTY, json(body)));
  }

  private static String ask(String field) {
    return "{'model':'m','messages':[{'role':'user','content':'x'}]%s}"
        .formatted(field.isEmpty() ? "" : "," + field);
  }

  private static String content(String content) {
    return "{'model':'m','messages':[{'role':'user','content':" + content + "}]}";
  }

  private static byte[] json(String text) {
    return quoted(text).getBytes(UTF_8);
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
