package io.llmcache.internal.wire.ollama;

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

/** Which requests are the same one, what may answer them, and what else is read from them. */
class OllamaKeyTest {

  private static final String CHAT = "'messages':[{'role':'user','content':'x'}]";
  private static final String GENERATE = "'prompt':'x'";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'stream':true",
        "'stream':false",
        "'stream':null",
        "'keep_alive':'5m'",
        "'keep_alive':0",
        "'tools':[]",
        "'format':''",
        "'format':null",
        "'template':''",
        "'system':''",
        "'suffix':''",
        "'images':[]",
        "'context':[]",
        "'options':{}",
        "'options':null",
        "'options':{'seed':null}",
        "'raw':false",
        "'logprobs':false",
        "'x_unknown':null",
      })
  void whatSaysNothingIsNotInTheKey(String field) throws Exception {
    assertThat(key(chat(CHAT + "," + field))).isEqualTo(key(chat(CHAT)));
    assertThat(key(generate(GENERATE + "," + field))).isEqualTo(key(generate(GENERATE)));
  }

  @Test
  void aModelWithoutATagIsTheLatest() throws Exception {
    assertThat(key(chat("'model':'a/b'," + CHAT)))
        .isEqualTo(key(chat("'model':'a/b:latest'," + CHAT)));
    assertThat(key(chat("'model':'localhost:5000/b'," + CHAT)))
        .isEqualTo(key(chat("'model':'localhost:5000/b:latest'," + CHAT)))
        .isNotEqualTo(key(chat("'model':'localhost:5000/b:7b'," + CHAT)));
    assertThat(chat("'model':'a'," + CHAT).model()).isEqualTo("a");
  }

  @Test
  void emptyListsOfMessagesAreAbsent() throws Exception {
    assertThat(
            key(
                chat(
                    "'messages':[{'content':'x','role':'user','images':[],'tool_calls':[],"
                        + "'thinking':null}]")))
        .isEqualTo(key(chat(CHAT)));
  }

  @Test
  void theCanonicalFormIsStable() throws Exception {
    assertThat(
            key(
                generate(
                    "'x':{'b':null,'a':[1.0]},'prompt':'\\u00e9','options':{'top_k':40,'seed':null},"
                        + "'format':{'b':1,'a':null}")))
        .isEqualTo(
            "/api/generate{'format':{'b':1,'a':null},'model':'m:latest','options':{'top_k':4e1},"
                    .replace('\'', '"')
                + "'prompt':'é','x':{'b':null,'a':[1]}}".replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({"'stream':true, STREAM", "'stream':null, STREAM", "'stream':false, UNARY"})
  void aStreamIsForThoseWhoDoNotSay(String field, Shape shape) throws Exception {
    assertThat(chat(CHAT + "," + field).shape()).isEqualTo(shape);
    assertThat(generate(GENERATE + "," + field).shape()).isEqualTo(shape);
    assertThat(chat(CHAT).form()).isEqualTo("stream");
    assertThat(generate(GENERATE + ",'stream':false").form()).isEqualTo("unary");
  }

  @ParameterizedTest
  @CsvSource({"'num_predict':5, true", "'num_predict':-1, false", "'num_ctx':5, false"})
  void theRequestMayLimitTheLength(String option, boolean limited) throws Exception {
    assertThat(chat(CHAT + ",'options':{" + option + "}").lengthLimited()).isEqualTo(limited);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'messages':[{'role':'user','content':'x'}],'options':{'temperature':2} | CACHEABLE  |
          'messages':[{'role':'user','content':'x'}],'format':'json'             | CACHEABLE  |
          'messages':[{'role':'user','content':'x'}],'think':true                | CACHEABLE  |
          'messages':[]                                                          | PASS       | load-command
          'messages':null,'keep_alive':0                                         | PASS       | load-command
          'messages':[{'role':'user','content':'x'}],'tools':[{'type':'function'}] | EXACT_ONLY | tools
          'messages':[{'role':'tool','content':'x'}]                             | EXACT_ONLY | tool-results
          'messages':[{'role':'assistant','tool_calls':[{}]}]                    | EXACT_ONLY | tool-results
          'messages':[{'role':'user','content':'x','images':['A']}]              | EXACT_ONLY | more-than-text
          'messages':[{'role':'assistant','content':'x'}]                        | EXACT_ONLY | last-message-not-of-user
          'messages':[{'role':'user','content':'x'}],'format':{}                 | EXACT_ONLY | output-schema
          'messages':[{'role':'user','content':'x'}],'options':{'seed':0}        | EXACT_ONLY | seed
          'messages':[{'role':'user','content':'x'}],'logprobs':true             | EXACT_ONLY | logprobs
          'messages':[{'role':'user','content':'x'}],'top_logprobs':1            | EXACT_ONLY | logprobs
          """)
  void classesOfChat(String fields, String requestClass, String reason) throws Exception {
    assertClass(chat(fields), requestClass, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'prompt':'x','system':'y','raw':true | CACHEABLE  |
          'prompt':''                          | PASS       | load-command
          'keep_alive':0                       | PASS       | load-command
          'prompt':'x','context':[1]           | EXACT_ONLY | context
          'prompt':'x','images':['A']          | EXACT_ONLY | more-than-text
          'prompt':'x','suffix':'y'            | EXACT_ONLY | suffix
          'prompt':'x','format':{'type':'x'}   | EXACT_ONLY | output-schema
          'prompt':'x','options':{'seed':1}    | EXACT_ONLY | seed
          """)
  void classesOfGenerate(String fields, String requestClass, String reason) throws Exception {
    assertClass(generate(fields), requestClass, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'messages':[{'role':'user'}]}                              | no-model
          {'model':' '}                                               | no-model
          {'model':1}                                                 | wrong-type-of-model
          {'model':'m','messages':1}                                  | wrong-type-of-messages
          {'model':'m','messages':['x']}                              | wrong-type-in-messages
          {'model':'m','messages':[{'content':'x'}]}                  | message-without-role
          {'model':'m','messages':[{'role':'user','content':[]}]}     | wrong-type-of-content
          {'model':'m','messages':[{'role':'user','tool_calls':[1]}]} | wrong-type-in-tool_calls
          {'model':'m','stream':'no'}                                 | wrong-type-of-stream
          {'model':'m','options':[]}                                  | wrong-type-of-options
          {'model':'m','tools':{}}                                    | wrong-type-of-tools
          {'model':'m','prompt':[]}                                   | wrong-type-of-prompt
          []                                                          | not-a-json-object
          """)
  void wrongTypesAreRefused(String body, String message) {
    for (OllamaText format : List.of(new OllamaChat(), new OllamaGenerate())) {
      assertThatExceptionOfType(UnreadableRequestException.class)
          .isThrownBy(() -> read(format, "/api/chat", body))
          .withMessage(message);
    }
  }

  @Test
  void eachCallHasItsPath() {
    for (String path : List.of("/api/chat", "/ollama/api/chat")) {
      URI target = URI.create("http://localhost:11434" + path);
      assertThat(new OllamaChat().recognises("POST", target)).isTrue();
      assertThat(new OllamaGenerate().recognises("POST", target)).isFalse();
      assertThat(new OllamaEmbed().recognises("POST", target)).isFalse();
    }
    for (String path : List.of("/api/chat/completions", "/api/tags", "/v1/chat", "")) {
      URI target = URI.create("http://localhost:11434" + path);
      assertThat(new OllamaChat().recognises("POST", target)).isFalse();
      assertThat(new OllamaGenerate().recognises("POST", target)).isFalse();
      assertThat(new OllamaEmbed().recognises("POST", target)).isFalse();
    }
  }

  private static void assertClass(RequestFacts facts, String requestClass, String reason) {
    assertThat(facts.requestClass()).hasToString(requestClass);
    assertThat(facts.classReason()).isEqualTo(reason == null ? "" : reason);
  }

  private static RequestFacts chat(String fields) throws UnreadableRequestException {
    return read(new OllamaChat(), "/api/chat", body(fields));
  }

  private static RequestFacts generate(String fields) throws UnreadableRequestException {
    return read(new OllamaGenerate(), "/api/generate", body(fields));
  }

  private static String body(String fields) {
    return "{" + (fields.startsWith("'model'") ? "" : "'model':'m',") + fields + "}";
  }

  private static String key(RequestFacts facts) {
    return facts.path() + new String(facts.canonical(), UTF_8);
  }

  private static RequestFacts read(OllamaText format, String path, String body)
      throws UnreadableRequestException {
    return format.read(
        CacheRequest.of(
            WayIn.CLIENT,
            "POST",
            URI.create("http://localhost:11434" + path),
            Headers.EMPTY,
            body.replace('\'', '"').getBytes(UTF_8)));
  }
}
