package io.llmcache.internal.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.GeminiFixtures;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are the same one, and what else is read from them. */
class GeminiKeyTest {

  private static final String HOST = "https://generativelanguage.googleapis.com/v1beta/models/";
  private static final String UNARY = HOST + "gemini-2.5-flash:generateContent";
  private static final String STREAM = HOST + "gemini-2.5-flash:streamGenerateContent";
  private static final String VERTEX =
      "https://europe-north1-aiplatform.googleapis.com/v1/projects/p/locations/europe-north1/"
          + "publishers/google/models/gemini-2.5-flash:generateContent";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'labels':{'a':'b'}",
        "'serviceTier':'flex'",
        "'service_tier':'flex'",
        "'model':'models/gemini-2.5-flash'",
        "'tools':[]",
        "'tools':null",
        "'generationConfig':{}",
        "'generation_config':{}",
        "'generationConfig':null,'generation_config':{}",
        "'safetySettings':[]",
        "'toolConfig':{}",
        "'toolConfig':{'functionCallingConfig':{'mode':'AUTO'}}",
        "'tool_config':{'function_calling_config':{'mode':'AUTO','allowed_function_names':[]}}",
        "'generationConfig':{'candidateCount':1}",
        "'generationConfig':{'candidate_count':1.0}",
        "'generationConfig':{'responseMimeType':'text/plain'}",
        "'generationConfig':{'response_modalities':['TEXT']}",
        "'generationConfig':{'stopSequences':[],'temperature':null}",
        "'generationConfig':{'thinkingConfig':{}}",
        "'cachedContent':null",
        "'x_unknown':null",
      })
  void whatSaysNothingIsNotInTheKey(String field) throws Exception {
    assertThat(key(UNARY, ask(field))).isEqualTo(key(UNARY, ask("")));
    assertThat(key(VERTEX, ask(field))).isEqualTo(key(VERTEX, ask("")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'generationConfig':{'maxOutputTokens':5}          | 'generation_config':{'max_output_tokens':5}
          'systemInstruction':{'parts':[{'text':'x'}]}      | 'system_instruction':{'role':'user','parts':{'text':'x'}}
          'systemInstruction':{'parts':[{'text':'x'}]}      | 'systemInstruction':{'role':'system','parts':[{'text':'x'}]}
          'tools':[{'functionDeclarations':[{'name':'f'}]}] | 'tools':[{'function_declarations':[{'name':'f'}]}]
          'tools':[{'functionDeclarations':[{'name':'f'}]}] | 'tools':{'functionDeclarations':{'name':'f'}}
          'tools':[{'functionDeclarations':[{'name':'f','parametersJsonSchema':{'a':1}}]}] | 'tools':[{'functionDeclarations':[{'parameters_json_schema':{'a':1},'name':'f'}]}]
          'cachedContent':'c'                               | 'cached_content':'c'
          'modelArmorConfig':{'promptTemplateName':'t'}     | 'model_armor_config':{'prompt_template_name':'t'}
          'safetySettings':[{'category':'HARM_CATEGORY_HARASSMENT','threshold':'OFF'}] | 'safety_settings':[{'threshold':5,'category':7}]
          'safetySettings':[{'category':8e0,'threshold':4},{'category':8.0,'threshold':3}] | 'safetySettings':[{'category':8,'threshold':4.0},{'category':8,'threshold':'BLOCK_ONLY_HIGH'}]
          'safetySettings':[{'category':7,'threshold':1},{'category':8,'threshold':2}] | 'safetySettings':[{'category':8,'threshold':2},{'category':7,'threshold':1}]
          """)
  void twoSpellingsOfOneThing(String one, String other) throws Exception {
    assertThat(key(UNARY, ask(other))).isEqualTo(key(UNARY, ask(one)));
    assertThat(key(UNARY, ask(one))).isNotEqualTo(key(UNARY, ask("")));
  }

  @Test
  void categoriesHaveOtherNumbersWithVertex() throws Exception {
    String named = ask("'safetySettings':[{'category':'HARM_CATEGORY_HARASSMENT','threshold':3}]");
    assertThat(key(VERTEX, named))
        .isEqualTo(key(VERTEX, ask("'safetySettings':[{'category':3,'threshold':3}]")));
    assertThat(key(VERTEX, named)).isNotEqualTo(key(UNARY, named));
  }

  @Test
  void aCategoryTwiceKeepsItsOrder() throws Exception {
    String one = "{'category':7,'threshold':1},{'category':7,'threshold':2}";
    String other = "{'category':7,'threshold':2},{'category':7,'threshold':1}";
    assertThat(key(UNARY, ask("'safetySettings':[" + one + "]")))
        .isNotEqualTo(key(UNARY, ask("'safetySettings':[" + other + "]")));
  }

  @Test
  void partsOfBothSpellingsAreEqual() throws Exception {
    String camel =
        "{'contents':[{'parts':[{'fileData':{'fileUri':'u','mimeType':'m'}},{'functionResponse':"
            + "{'name':'f','response':{'a_b':1},'parts':[{'inlineData':{'mimeType':'m'}}]}},"
            + "{'thoughtSignature':'s','text':'x'}]}]}";
    String snake =
        "{'contents':{'parts':[{'file_data':{'mime_type':'m','file_uri':'u'}},{'function_response':"
            + "{'name':'f','response':{'a_b':1},'parts':{'inline_data':{'mime_type':'m'}}}},"
            + "{'thought_signature':'s','text':'x'}]}}";
    assertThat(key(UNARY, snake)).isEqualTo(key(UNARY, camel));
    assertThat(key(UNARY, camel.replace("a_b", "aB"))).isNotEqualTo(key(UNARY, camel));
  }

  @Test
  void schemasAndArgumentsKeepTheirNames() throws Exception {
    for (String field :
        List.of(
            "'generationConfig':{'responseSchema':{'%s':1}}",
            "'generationConfig':{'responseJsonSchema':{'%s':1}}",
            "'tools':[{'functionDeclarations':[{'name':'f','parameters':{'%s':1}}]}]")) {
      assertThat(key(UNARY, ask(field.formatted("a_b"))))
          .isNotEqualTo(key(UNARY, ask(field.formatted("aB"))));
    }
  }

  @Test
  void modelsOfPicturesSayTextOnPurpose() throws Exception {
    String images = HOST + "gemini-2.5-flash-image:generateContent";
    assertThat(key(images, ask("'generationConfig':{'responseModalities':['TEXT']}")))
        .isNotEqualTo(key(images, ask("")));
  }

  @Test
  void oneNameInBothSpellingsIsRefused() {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> facts(UNARY, ask("'generationConfig':{'topK':1,'top_k':2}")))
        .withMessage("duplicate-json-name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'contents':[]}                                        | no-contents
          {'contents':null}                                      | no-contents
          {'contents':'x'}                                       | wrong-type-of-contents
          {'contents':['x']}                                     | wrong-type-in-contents
          {'contents':[{'parts':'x'}]}                           | wrong-type-of-parts
          {'contents':[{'parts':[1]}]}                           | wrong-type-in-parts
          {'contents':[{}],'tools':1}                            | wrong-type-of-tools
          {'contents':[{}],'tools':[1]}                          | wrong-type-in-tools
          {'contents':[{}],'tools':[{'functionDeclarations':1}]} | wrong-type-of-functionDeclarations
          {'contents':[{}],'generationConfig':[]}                | wrong-type-of-generationConfig
          {'contents':[{}],'toolConfig':1}                       | wrong-type-of-toolConfig
          {'contents':[{}],'safetySettings':[1]}                 | wrong-type-in-safetySettings
          {'contents':[{}],'systemInstruction':'x'}              | wrong-type-of-systemInstruction
          []                                                     | not-a-json-object
          """)
  void wrongTypesAreRefused(String body, String message) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> facts(UNARY, body))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    ":generateContent, unary",
    ":generateContent?alt=json, unary",
    ":generateContent?key=abc, unary",
    ":streamGenerateContent?alt=sse, sse",
    ":streamGenerateContent?key=abc&alt=sse, sse",
    ":streamGenerateContent, array",
    ":streamGenerateContent?alt=json, array",
  })
  void theVerbAndAltAreTheForm(String end, String form) throws Exception {
    RequestFacts facts = facts(HOST + "gemini-2.5-flash" + end, ask(""));
    assertThat(facts.form()).isEqualTo(form);
    assertThat(facts.shape()).isEqualTo(form.equals("unary") ? Shape.UNARY : Shape.STREAM);
    assertThat(facts.model()).isEqualTo("gemini-2.5-flash");
    assertThat(all(facts)).isEqualTo(all(facts(UNARY, ask(""))));
  }

  @ParameterizedTest
  @CsvSource({
    "?$alt=json;enum-encoding=int, array",
    "?%24alt=json%3Benum-encoding%3Dint, array",
    "?$alt=sse;enum-encoding=int, sse",
    "?%24alt=sse, sse",
    "?alt=sse&prettyPrint=false, sse",
    "?alt=proto, array",
  })
  void otherPartsOfTheQueryAreInTheKey(String query, String form) throws Exception {
    RequestFacts facts = facts(STREAM + query, ask(""));
    assertThat(facts.form()).isEqualTo(form);
    assertThat(facts.keyQuery()).isNotEmpty().allMatch(part -> !part.equals("alt=sse"));
    assertThat(all(facts)).isNotEqualTo(all(facts(STREAM, ask(""))));
  }

  @Test
  void enumsByNumberAreAnotherKeyInEveryForm() throws Exception {
    String numbers = "?%24alt=json%3Benum-encoding%3Dint";
    assertThat(all(facts(UNARY + numbers, ask(""))))
        .isEqualTo(all(facts(STREAM + numbers, ask(""))))
        .isNotEqualTo(all(facts(UNARY, ask(""))));
  }

  @Test
  void theCredentialIsInNoKey() throws Exception {
    RequestFacts facts = facts(STREAM + "?alt=sse&key=secret-1", GeminiFixtures.REQUEST);
    assertThat(all(facts)).doesNotContain("secret");
  }

  @Test
  void theFixturesAreOneRequest() throws Exception {
    assertThat(key(STREAM, GeminiFixtures.STREAM_REQUEST))
        .isEqualTo(key(UNARY, GeminiFixtures.REQUEST));
  }

  @Test
  void whatTheRequestRefersToBoundsTheLifetime() throws Exception {
    assertThat(lifetime(ask(""))).isNull();
    assertThat(lifetime(ask("'cachedContent':'c'"))).isEqualTo(Duration.ofHours(1));
    String file = "{'contents':[{'parts':[{'file_data':{'file_uri':'u'}},{'text':'x'}]}]%s}";
    assertThat(lifetime(file.formatted(""))).isEqualTo(Duration.ofHours(48));
    assertThat(lifetime(file.formatted(",'cached_content':'c'"))).isEqualTo(Duration.ofHours(1));
    assertThat(lifetime(file.replace("file_uri", "x").formatted(""))).isNull();
    assertThat(
            lifetime(
                "{'contents':[{'parts':[{'functionResponse':{'parts':[{'fileData':"
                    + "{'fileUri':'u'}}]}}]}]}"))
        .isEqualTo(Duration.ofHours(48));
  }

  @Test
  void theRequestMayLimitTheLength() throws Exception {
    assertThat(facts(UNARY, ask("")).lengthLimited()).isFalse();
    assertThat(facts(UNARY, ask("'generation_config':{'max_output_tokens':9}")).lengthLimited())
        .isTrue();
  }

  @Test
  void theCanonicalFormIsStable() throws Exception {
    assertThat(
            key(
                UNARY,
                "{'x':{'b':null,'a':[1.0]},'contents':{'role':'user','parts':{'text':'\\u00e9'}},"
                    + "'generation_config':{'top_k':40,'response_schema':{'b':1,'a':null}}}"))
        .isEqualTo(
            "{'contents':[{'parts':[{'text':'é'}],'role':'user'}],'generationConfig':"
                    .replace('\'', '"')
                + "{'responseSchema':{'b':1,'a':null},'topK':4e1},'x':{'b':null,'a':[1]}}"
                    .replace('\'', '"'));
  }

  private static String ask(String field) {
    StringJoiner body = new StringJoiner(",", "{", "}");
    body.add("'contents':[{'role':'user','parts':[{'text':'When does it rain?'}]}]");
    if (!field.isEmpty()) {
      body.add(field);
    }
    return body.toString();
  }

  private static @Nullable Duration lifetime(String body) throws Exception {
    return facts(UNARY, body).longestLifetime();
  }

  private static String key(String target, String body) throws Exception {
    return new String(facts(target, body).canonical(), UTF_8);
  }

  private static String all(RequestFacts facts) {
    return facts.path()
        + facts.keyQuery()
        + facts.keyHeaders().size()
        + new String(facts.canonical(), UTF_8);
  }

  private static RequestFacts facts(String target, String body) throws UnreadableRequestException {
    return new GeminiGenerate()
        .read(
            CacheRequest.of(
                WayIn.CLIENT,
                "POST",
                URI.create(target),
                Headers.EMPTY,
                body.replace('\'', '"').getBytes(UTF_8)));
  }
}
