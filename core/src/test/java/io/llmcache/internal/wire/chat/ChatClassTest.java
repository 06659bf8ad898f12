package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.RequestFacts;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may answer which chat completion request. */
class ChatClassTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'temperature':2                                               | CACHEABLE  |
          'max_tokens':5,'stop':'x','top_p':0.1                         | CACHEABLE  |
          'response_format':{'type':'text'}                             | CACHEABLE  |
          'response_format':{'type':'json_object'}                      | CACHEABLE  |
          'n':1,'logprobs':false,'tools':[],'functions':[],'seed':null  | CACHEABLE  |
          'store':true,'user':'u','modalities':['text']                 | CACHEABLE  |
          'plugins':[],'web_search_options':null                        | CACHEABLE  |
          'tools':[{'type':'function','function':{'name':'f'}}]         | EXACT_ONLY | tools
          'tools':[{'type':'custom','custom':{'name':'f'}}]             | EXACT_ONLY | tools
          'tools':[{'function':{'name':'f'}}]                           | EXACT_ONLY | tools
          'functions':[{'name':'f'}]                                    | EXACT_ONLY | tools
          'n':2                                                         | EXACT_ONLY | several-choices
          'logprobs':true                                               | EXACT_ONLY | logprobs
          'top_logprobs':1                                              | EXACT_ONLY | logprobs
          'prompt_logprobs':1                                           | EXACT_ONLY | logprobs
          'seed':0                                                      | EXACT_ONLY | seed
          'random_seed':0                                               | EXACT_ONLY | seed
          'response_format':{'type':'json_schema','json_schema':{}}     | EXACT_ONLY | output-schema
          'response_format':{'type':'json_object','schema':{}}          | EXACT_ONLY | output-schema
          'response_format':{'type':'grammar'}                          | EXACT_ONLY | output-schema
          'guided_json':{}                                              | EXACT_ONLY | output-schema
          'structured_outputs':{'regex':'x'}                            | EXACT_ONLY | output-schema
          'documents':[{'text':'x'}]                                    | EXACT_ONLY | documents
          'modalities':['image','text']                                 | EXACT_ONLY | more-than-text
          'modalities':['text','audio']                                 | PASS       | audio-output
          'audio':{'voice':'x'}                                         | PASS       | audio-output
          'web_search_options':{}                                       | PASS       | web-search
          'search_parameters':{'mode':'auto'}                           | PASS       | web-search
          'search_settings':{}                                          | PASS       | web-search
          'data_sources':[{}]                                           | PASS       | web-search
          'enable_search':true                                          | PASS       | web-search
          'plugins':[{'id':'web'}]                                      | PASS       | web-search
          'models':['a','b:online']                                     | PASS       | web-search
          'previous_response_id':'x'                                    | PASS       | server-state
          'background':true                                             | PASS       | server-state
          'tools':[{'type':'web_search'}]                               | PASS       | provider-run-tool
          'tools':[{'type':'openrouter:web_search'}]                    | PASS       | provider-run-tool
          'tools':[{'type':'builtin_function','function':{'name':'$x'}}]| PASS       | provider-run-tool
          'tools':[{'google_search':{}}]                                | PASS       | provider-run-tool
          'tools':[{'type':'function','function':{}},{'type':'mcp'}]    | PASS       | provider-run-tool
          """)
  void byTheOptions(String field, String requestClass, String reason) throws Exception {
    RequestFacts facts =
        facts("m", "[{'role':'user','content':'x'}]," + field, "http://localhost/v1");
    assertThat(facts.requestClass()).hasToString(requestClass);
    assertThat(facts.classReason()).isEqualTo(reason == null ? "" : reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'role':'user','content':[{'type':'text','text':'x'}]}              | CACHEABLE  |
          {'role':'user','content':[{'type':'image_url','image_url':{}}]}     | EXACT_ONLY | more-than-text
          {'role':'user','content':[{'type':'input_audio','input_audio':{}}]} | EXACT_ONLY | more-than-text
          {'role':'user','content':[{'type':'file','file':{'file_data':''}}]} | EXACT_ONLY | more-than-text
          {'role':'user','content':[{'type':'document_url'}]}                 | EXACT_ONLY | more-than-text
          {'role':'user','content':[{'text':'x'}]}                            | EXACT_ONLY | more-than-text
          {'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]}  | PASS       | server-state
          {'role':'user','content':[{'type':'file','file_id':'f'}]}           | PASS       | server-state
          {'role':'assistant','content':'The answer is'}                      | EXACT_ONLY | last-message-not-of-user
          {'role':'system','content':'x'}                                     | EXACT_ONLY | last-message-not-of-user
          {'role':'assistant','audio':{'id':'a'}}                             | PASS       | server-state
          {'role':'assistant','audio':null,'content':'x'}                     | EXACT_ONLY | last-message-not-of-user
          {'role':'assistant','tool_calls':[{'id':'c'}]}                      | EXACT_ONLY | tool-results
          {'role':'assistant','function_call':{'name':'f'}}                   | EXACT_ONLY | tool-results
          {'role':'tool','tool_call_id':'c','content':'x'}                    | EXACT_ONLY | tool-results
          {'role':'function','name':'f','content':'x'}                        | EXACT_ONLY | tool-results
          """)
  void byTheLastMessage(String message, String requestClass, String reason) throws Exception {
    String earlier = "{'role':'user','content':'y'},{'role':'assistant','content':'z'},";
    RequestFacts facts = facts("m", "[" + earlier + message + "]", "http://localhost/v1");
    assertThat(facts.requestClass()).hasToString(requestClass);
    assertThat(facts.classReason()).isEqualTo(reason == null ? "" : reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-4o-search-preview",
        "gpt-4o-mini-search-preview-2025-03-11",
        "openai/gpt-4o:online",
        "perplexity/sonar",
        "compound-beta",
        "groq/compound-mini",
        "groq/compound"
      })
  void modelsThatSearchPass(String model) throws Exception {
    RequestFacts facts = facts(model, "[{'role':'user','content':'x'}]", "http://localhost/v1");
    assertThat(facts.requestClass()).hasToString("PASS");
    assertThat(facts.classReason()).isEqualTo("web-search");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o", "research-7b", "org/compounded-model", "x/my-online-shop"})
  void modelsThatSoundLikeItDoNot(String model) throws Exception {
    assertThat(
            facts(model, "[{'role':'user','content':'x'}]", "http://localhost/v1").requestClass())
        .hasToString("CACHEABLE");
  }

  @Test
  void perplexityAlwaysSearches() throws Exception {
    assertThat(
            facts("m", "[{'role':'user','content':'x'}]", "https://api.perplexity.ai")
                .requestClass())
        .hasToString("PASS");
    assertThat(
            facts("m", "[{'role':'user','content':'x'}]", "https://notperplexity.ai")
                .requestClass())
        .hasToString("CACHEABLE");
  }

  @Test
  void theDeploymentsNameCountsToo() throws Exception {
    String azure = "https://r.openai.azure.com/openai/deployments/gpt-4o-search-preview";
    assertThat(facts("m", "[{'role':'user','content':'x'}]", azure).requestClass())
        .hasToString("PASS");
    assertThat(
            facts(
                    "gpt-4o-search-preview",
                    "[{'role':'user','content':'x'}]",
                    azure.replace("-search-preview", ""))
                .requestClass())
        .hasToString("PASS");
  }

  private static RequestFacts facts(String model, String messages, String base) throws Exception {
    String body = "{'model':'" + model + "','messages':" + messages + "}";
    URI target = URI.create(base + "/chat/completions");
    byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
    return new OpenAiChat()
        .read(CacheRequest.of(WayIn.CLIENT, "POST", target, Headers.EMPTY, bytes));
  }
}
