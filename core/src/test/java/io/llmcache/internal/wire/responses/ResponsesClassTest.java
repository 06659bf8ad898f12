package io.llmcache.internal.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.RequestFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may answer which request. */
class ResponsesClassTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'temperature':2                                              | CACHEABLE  |
          'text':{'format':{'type':'json_object'}}                     | CACHEABLE  |
          'tools':[],'include':[],'background':false                   | CACHEABLE  |
          'include':['reasoning.encrypted_content']                    | CACHEABLE  |
          'tools':[{'type':'function','name':'f'}]                     | EXACT_ONLY | tools
          'tools':[{'type':'custom','name':'f'}]                       | EXACT_ONLY | tools
          'tools':[{'type':'tool_search'}]                             | EXACT_ONLY | tools
          'tools':[{'type':'namespace','tools':[{'type':'function'}]}] | EXACT_ONLY | tools
          'tools':[{'type':'namespace','tools':[{'type':'mcp'}]}]      | PASS       | provider-run-tool
          'tools':[{'type':'web_search'}]                              | PASS       | provider-run-tool
          'tools':[{'type':'web_search_preview_2025_03_11'}]           | PASS       | provider-run-tool
          'tools':[{'type':'file_search'}]                             | PASS       | provider-run-tool
          'tools':[{'type':'code_interpreter'}]                        | PASS       | provider-run-tool
          'tools':[{'type':'computer_use_preview'}]                    | PASS       | provider-run-tool
          'tools':[{'type':'function'},{'type':'mcp'}]                 | PASS       | provider-run-tool
          'tools':[{'type':'image_generation'}]                        | PASS       | provider-run-tool
          'tools':[{'type':'shell'}]                                   | PASS       | provider-run-tool
          'tools':[{'name':'f'}]                                       | PASS       | provider-run-tool
          'top_logprobs':2                                             | EXACT_ONLY | logprobs
          'include':['message.output_text.logprobs']                   | EXACT_ONLY | logprobs
          'seed':1                                                     | EXACT_ONLY | seed
          'text':{'format':{'type':'json_schema','schema':{}}}         | EXACT_ONLY | output-schema
          'text':{'format':{'type':'grammar'}}                         | EXACT_ONLY | output-schema
          'prompt':{'id':'p','version':'2'}                            | EXACT_ONLY | stored-prompt
          'prompt':{'id':'p'}                                          | PASS       | server-state
          'prompt':{'id':'p','version':null}                           | PASS       | server-state
          'previous_response_id':'r'                                   | PASS       | server-state
          'conversation':'c'                                           | PASS       | server-state
          'conversation':{'id':'c'}                                    | PASS       | server-state
          'background':true                                            | PASS       | server-state
          'container':'c'                                              | PASS       | server-state
          'modalities':['text','audio']                                | PASS       | audio-output
          'plugins':[{'id':'web'}]                                     | PASS       | web-search
          'models':['a:online']                                        | PASS       | web-search
          """)
  void byTheOptions(String field, String requestClass, String reason) throws Exception {
    assertClass(facts(ResponsesSamples.ask(field), false), requestClass, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'role':'user','content':'x'}                                              | CACHEABLE  |
          {'role':'user','content':[{'type':'input_text','text':'x'}]}               | CACHEABLE  |
          {'role':'user','content':[{'type':'input_image','image_url':'u'}]}         | EXACT_ONLY | more-than-text
          {'role':'user','content':[{'type':'input_file','file_data':'d'}]}          | EXACT_ONLY | more-than-text
          {'role':'user','content':[{'type':'input_file','file_id':'f'}]}            | PASS       | server-state
          {'role':'user','content':[{'type':'input_image','file_id':'f'}]}           | PASS       | server-state
          {'role':'assistant','content':'The answer is'}                             | EXACT_ONLY | last-message-not-of-user
          {'role':'developer','content':'x'}                                         | EXACT_ONLY | last-message-not-of-user
          {'type':'function_call','call_id':'c','name':'f','arguments':''}           | EXACT_ONLY | tool-results
          {'type':'function_call_output','call_id':'c','output':'x'}                 | EXACT_ONLY | tool-results
          {'type':'function_call_output','call_id':'c','output':[{'file_id':'f'}]}   | PASS       | server-state
          {'type':'reasoning','id':'r','summary':[],'encrypted_content':'e'}         | EXACT_ONLY | reasoning-items
          {'type':'compaction','id':'r','encrypted_content':'e'}                     | EXACT_ONLY | more-than-text
          {'type':'item_reference','id':'msg_1'}                                     | PASS       | server-state
          {'id':'msg_1'}                                                             | PASS       | server-state
          {'type':'additional_tools','tools':[{'type':'web_search'}]}                | PASS       | provider-run-tool
          {'type':'additional_tools','tools':[{'type':'function','name':'f'}]}       | EXACT_ONLY | tool-results
          """)
  void byTheLastItem(String item, String requestClass, String reason) throws Exception {
    String earlier = "{'role':'user','content':'y'},{'role':'assistant','content':'z'},";
    String body = "{'model':'m','store':false,'input':[" + earlier + item + "]}";
    assertClass(facts(body, false), requestClass, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'store':false               | false | CACHEABLE |
          'store':true                | false | PASS      | stored-response
          'store':null                | false | PASS      | stored-response
          'user':'u'                  | false | PASS      | stored-response
          'store':true                | true  | CACHEABLE |
          'user':'u'                  | true  | CACHEABLE |
          'previous_response_id':'r'  | true  | PASS      | server-state
          'previous_response_id':'r'  | false | PASS      | server-state
          """)
  void whatTheProviderKeepsPassesUnlessIdsAreNotReused(
      String field, boolean idsAreNotReused, String requestClass, String reason) throws Exception {
    String body = "{'model':'m','input':'x'," + field + "}";
    assertClass(facts(body, idsAreNotReused), requestClass, reason);
  }

  @Test
  void hostsAndModelsThatSearchPass() throws Exception {
    OpenAiResponses format = new OpenAiResponses();
    String body = ResponsesSamples.ask("");
    assertClass(
        ResponsesSamples.facts(format, "https://api.perplexity.ai/v1/responses", body),
        "PASS",
        "web-search");
    for (String model : new String[] {"gpt-4o-search-preview", "x/y:online", "perplexity/sonar"}) {
      assertClass(facts(body.replace("'m'", "'" + model + "'"), false), "PASS", "web-search");
    }
    assertClass(facts(body.replace("'m'", "'research-7b'"), false), "CACHEABLE", null);
  }

  private static void assertClass(RequestFacts facts, String requestClass, String reason) {
    assertThat(facts.requestClass()).hasToString(requestClass);
    assertThat(facts.classReason()).isEqualTo(reason == null ? "" : reason);
  }

  private static RequestFacts facts(String body, boolean idsAreNotReused) throws Exception {
    return ResponsesSamples.facts(
        new OpenAiResponses(idsAreNotReused), ResponsesSamples.OTHER, body);
  }
}
