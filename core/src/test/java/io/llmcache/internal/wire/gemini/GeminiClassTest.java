package io.llmcache.internal.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.RequestFacts;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may answer which request. */
class GeminiClassTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'generationConfig':{'temperature':2,'topK':3,'maxOutputTokens':9} | CACHEABLE  |
          'generationConfig':{'responseMimeType':'application/json'}        | CACHEABLE  |
          'generationConfig':{'candidateCount':1,'seed':null}               | CACHEABLE  |
          'generationConfig':{'responseModalities':['TEXT']}                | CACHEABLE  |
          'generationConfig':{'thinkingConfig':{'thinkingBudget':0}}        | CACHEABLE  |
          'tools':[],'systemInstruction':{'parts':[{'text':'x'}]}           | CACHEABLE  |
          'tools':[{'functionDeclarations':[{'name':'f'}]}]                 | EXACT_ONLY | tools
          'tools':[{'function_declarations':[{'name':'f'}]}]                | EXACT_ONLY | tools
          'tools':[{}]                                                      | EXACT_ONLY | tools
          'cached_content':'cachedContents/c'                               | EXACT_ONLY | cached-content
          'generationConfig':{'candidate_count':2}                          | EXACT_ONLY | several-choices
          'generationConfig':{'responseLogprobs':true}                      | EXACT_ONLY | logprobs
          'generationConfig':{'logprobs':3}                                 | EXACT_ONLY | logprobs
          'generationConfig':{'seed':0}                                     | EXACT_ONLY | seed
          'generationConfig':{'response_schema':{}}                         | EXACT_ONLY | output-schema
          'generationConfig':{'responseJsonSchema':{}}                      | EXACT_ONLY | output-schema
          'generationConfig':{'responseMimeType':'text/x.enum'}             | EXACT_ONLY | output-schema
          'tools':[{'googleSearch':{}}]                                     | PASS       | web-search
          'tools':[{'google_search':{}}]                                    | PASS       | web-search
          'tools':{'google_search':{}}                                      | PASS       | web-search
          'tools':[{'googleSearchRetrieval':{}}]                            | PASS       | web-search
          'tools':[{'googleMaps':{}}]                                       | PASS       | web-search
          'tools':[{'urlContext':{}}]                                       | PASS       | web-search
          'tools':[{'functionDeclarations':[]},{'codeExecution':{}}]        | PASS       | provider-run-tool
          'tools':[{'functionDeclarations':[],'fileSearch':{}}]             | PASS       | provider-run-tool
          'tools':[{'computerUse':{}}]                                      | PASS       | provider-run-tool
          'tools':[{'retrieval':{}}]                                        | PASS       | provider-run-tool
          'tools':[{'nobodyKnows':{}}]                                      | PASS       | provider-run-tool
          'generationConfig':{'responseModalities':['TEXT','AUDIO']}        | PASS       | audio-output
          'generationConfig':{'response_modalities':[3]}                    | PASS       | audio-output
          'generationConfig':{'responseModalities':['IMAGE']}               | PASS       | image-output
          """)
  void byTheFields(String field, String requestClass, String reason) throws Exception {
    assertClass("m", "{'role':'user','parts':[{'text':'x'}]}", "," + field, requestClass, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'parts':[{'text':'x'}]}                                   | CACHEABLE  |
          {'role':'user','parts':[{'text':'x'},{'text':'y'}]}        | CACHEABLE  |
          {'role':'model','parts':[{'text':'x'}]}                    | EXACT_ONLY | last-message-not-of-user
          {'parts':[{'inlineData':{}}]}                              | EXACT_ONLY | more-than-text
          {'parts':[{'inline_data':{}},{'text':'x'}]}                | EXACT_ONLY | more-than-text
          {'parts':[{'fileData':{'fileUri':'u'}}]}                   | EXACT_ONLY | more-than-text
          {'parts':[{'text':'x','videoMetadata':{}}]}                | EXACT_ONLY | more-than-text
          {'parts':[{}]}                                             | EXACT_ONLY | more-than-text
          {'role':'model','parts':[{'functionCall':{}}]}             | EXACT_ONLY | tool-results
          {'role':'user','parts':[{'function_response':{}}]}         | EXACT_ONLY | tool-results
          {'parts':[{'executableCode':{}}]}                          | EXACT_ONLY | tool-results
          {'parts':[{'text':'x','thought_signature':'s'}]}           | EXACT_ONLY | reasoning
          """)
  void byTheLastContent(String content, String requestClass, String reason) throws Exception {
    assertClass("m", content, "", requestClass, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-flash-image, image-output",
    "gemini-2.5-pro-preview-tts, audio-output",
    "gemini-2.5-flash-native-audio-preview, audio-output"
  })
  void modelsThatGiveMoreThanTextPass(String model, String reason) throws Exception {
    assertClass(model, "{'parts':[{'text':'x'}]}", "", "PASS", reason);
  }

  private static void assertClass(
      String model, String content, String more, String requestClass, String reason)
      throws Exception {
    String body = ("{'contents':[" + content + "]" + more + "}").replace('\'', '"');
    URI target = URI.create("http://localhost/v1beta/models/" + model + ":generateContent");
    RequestFacts facts =
        new GeminiGenerate()
            .read(
                CacheRequest.of(WayIn.CLIENT, "POST", target, Headers.EMPTY, body.getBytes(UTF_8)));
    assertThat(facts.requestClass()).hasToString(requestClass);
    assertThat(facts.classReason()).isEqualTo(reason == null ? "" : reason);
  }
}
