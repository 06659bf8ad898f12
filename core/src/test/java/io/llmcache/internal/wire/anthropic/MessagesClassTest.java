package io.llmcache.internal.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesClassTest {

  private static final String ASK = "{'role':'user','content':'When?'}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CACHEABLE | | 'temperature':0",
        "CACHEABLE | | 'tools':[],'mcp_servers':[],'container':null",
        "CACHEABLE | | 'output_config':{'effort':'low'},'thinking':{'type':'adaptive'}",
        "EXACT_ONLY | tools | 'tools':[{'name':'t','input_schema':{}}]",
        "EXACT_ONLY | tools | 'tools':[{'name':'t','type':'custom','input_schema':{}}]",
        "EXACT_ONLY | tools | 'tools':[{'name':'bash','type':'bash_20250124'}]",
        "EXACT_ONLY | tools | 'tools':[{'name':'m','type':'memory_20250818'}]",
        "EXACT_ONLY | tools | 'tools':[{'name':'s','type':'tool_search_tool_regex_20251119'}]",
        "PASS | web-search | 'tools':[{'name':'t'},{'name':'w','type':'web_search_20250305'}]",
        "PASS | web-search | 'tools':[{'name':'w','type':'web_fetch_20250910'}]",
        "PASS | provider-run-tool | 'tools':[{'name':'c','type':'code_execution_20260120'}]",
        "PASS | provider-run-tool | 'tools':[{'name':'c','type':'computer_20250124'}]",
        "PASS | provider-run-tool | 'tools':[{'name':'a','type':'advisor_20260301'}]",
        "PASS | provider-run-tool | 'tools':[{'name':'n','type':'tool_of_tomorrow'}]",
        "PASS | provider-run-tool | 'mcp_servers':[{'url':'https://m.example'}]",
        "PASS | server-state | 'container':'container_l'",
        "EXACT_ONLY | output-schema | 'output_config':{'format':{'type':'json_schema'}}",
        "EXACT_ONLY | output-schema | 'output_format':{'type':'json_schema'}"
      })
  void optionsDecide(String expected, String reason, String options) throws Exception {
    assertClass(expected, reason, "'messages':[" + ASK + "]," + options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CACHEABLE | | {'type':'text','text':'a'},{'type':'text','text':'b'}",
        "EXACT_ONLY | tool-results | {'type':'tool_result','tool_use_id':'t','content':'x'}",
        "EXACT_ONLY | tool-results | {'type':'web_search_tool_result','content':[]}",
        "EXACT_ONLY | more-than-text | {'type':'image','source':{'type':'base64','data':''}}",
        "EXACT_ONLY | more-than-text | {'type':'document','source':{'type':'text','data':''}}",
        "PASS | remote-content | {'type':'image','source':{'type':'url','url':'https://i'}}",
        "PASS | server-state | {'type':'document','source':{'type':'file','file_id':'f'}}",
        "PASS | server-state | {'type':'container_upload','file_id':'f'}",
        "PASS | remote-content | {'type':'tool_result','content':[{'type':'image',"
            + "'source':{'type':'url'}}]}",
        "PASS | remote-content | {'type':'tool_result','content':[{'type':'document',"
            + "'source':{'type':'content','content':[{'type':'image','source':{'type':'url'}}]}}]}",
        "EXACT_ONLY | tool-results | {'type':'tool_addition','tool':{'type':'tool_reference'}}",
        "PASS | web-search | {'type':'tool_addition','tool':{'type':'web_search_20250305'}}"
      })
  void blocksDecide(String expected, String reason, String blocks) throws Exception {
    assertClass(expected, reason, "'messages':[{'role':'user','content':[" + blocks + "]}]");
  }

  @Test
  void aPrefilledAnswerIsForEqualsOnly() throws Exception {
    String prefill = "'messages':[" + ASK + ",{'role':'assistant','content':'At'}]";
    assertClass("EXACT_ONLY", "last-message-not-of-user", prefill);
  }

  @Test
  void thinkingInHistoryIsForEqualsOnly() throws Exception {
    String history =
        "'messages':["
            + ASK
            + ",{'role':'assistant','content':[{'type':'thinking','thinking':'','signature':'s'}]},"
            + ASK
            + "]";
    assertClass("EXACT_ONLY", "more-than-text", history);
  }

  @Test
  void onlyAGivenLimitLimits() throws Exception {
    assertThat(read("'messages':[" + ASK + "]").lengthLimited()).isFalse();
    assertThat(read("'messages':[" + ASK + "],'max_tokens':1").lengthLimited()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "no-messages | 'max_tokens':1",
        "no-messages | 'messages':[]",
        "wrong-type-of-messages | 'messages':'x'",
        "wrong-type-in-messages | 'messages':['x']",
        "message-without-role | 'messages':[{'content':'x'}]",
        "wrong-type-of-content | 'messages':[{'role':'user','content':1}]",
        "wrong-type-in-content | 'messages':[{'role':'user','content':['x']}]",
        "wrong-type-of-stream | 'messages':[],'stream':'yes'",
        "wrong-type-of-tools | 'messages':[],'tools':{}",
        "wrong-type-of-tool_choice | 'messages':[],'tool_choice':'auto'",
        "wrong-type-of-system | 'messages':[],'system':{}"
      })
  void wrongTypesAreRefused(String reason, String body) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> read(body))
        .withMessage(reason);
  }

  private static void assertClass(String expected, String reason, String body) throws Exception {
    RequestFacts facts = read(body);
    assertThat(facts.requestClass().name()).isEqualTo(expected);
    assertThat(facts.classReason()).isEqualTo(reason == null ? "" : reason);
  }

  private static RequestFacts read(String body) throws Exception {
    String json = ("{'model':'claude-sonnet-4-5'," + body + "}").replace('\'', '"');
    return new AnthropicMessages()
        .read(
            CacheRequest.of(
                WayIn.CLIENT,
                "POST",
                URI.create("https://api.anthropic.com/v1/messages"),
                Headers.EMPTY,
                json.getBytes(StandardCharsets.UTF_8)));
  }
}
