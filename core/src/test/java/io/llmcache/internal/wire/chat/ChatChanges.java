package io.llmcache.internal.wire.chat;

import io.llmcache.testing.WireFormatContract.Change;
import java.util.ArrayList;
import java.util.List;

/** Changes to chat completion requests that change the answer, or its bytes. */
final class ChatChanges {

  /** Pointer and new value, for a plain request. */
  private static final String[][] PLAIN = {
    {"/model", "\"gpt-4o\""},
    {"/temperature", "0"},
    {"/temperature", "1"},
    {"/temperature", "0.20000000000000001"},
    {"/temperature", "\"0.2\""},
    {"/temperature", "null"},
    {"/top_p", "0.5"},
    {"/top_p", "0"},
    {"/max_tokens", "201"},
    {"/max_completion_tokens", "200"},
    {"/n", "2"},
    {"/n", "0"},
    {"/seed", "0"},
    {"/stop", "\"END\""},
    {"/stop", "\"\""},
    {"/presence_penalty", "0.1"},
    {"/frequency_penalty", "-0.1"},
    {"/logit_bias", "{\"1\":0}"},
    {"/logprobs", "true"},
    {"/top_logprobs", "0"},
    {"/response_format", "{\"type\":\"json_object\"}"},
    {"/response_format", "{\"type\":\"text\",\"schema\":{}}"},
    {"/reasoning_effort", "\"high\""},
    {"/verbosity", "\"low\""},
    {"/modalities", "[\"text\",\"audio\"]"},
    {"/audio", "{\"voice\":\"alloy\"}"},
    {"/prediction", "{\"type\":\"content\",\"content\":\"x\"}"},
    {"/web_search_options", "{}"},
    {"/moderation", "{\"a\":1}"},
    {"/tool_choice", "\"auto\""},
    {"/parallel_tool_calls", "true"},
    {"/tools", "[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"},
    {"/functions", "[{\"name\":\"f\"}]"},
    {"/x_unknown", "{}"},
    {"/x_unknown", "[]"},
    {"/x_unknown", "false"},
    {"/x_unknown", "\"\""},
    {"/models", "[\"a\",\"b\"]"},
    {"/provider", "{\"order\":[\"a\",\"b\"]}"},
    {"/top_k", "40"},
    {"/chat_template_kwargs", "{\"enable_thinking\":false}"},
    {"/cache_salt", "\"s\""},
    // a server with a memory answers by it
    {"/session_id", "\"s\""},
    {"/usage", "{\"include\":true}"},
    {"/messages", "[{\"role\":\"user\",\"content\":\"x\"}]"},
    {"/messages/0/role", "\"developer\""},
    {"/messages/0/name", "\"rules\""},
    {"/messages/1/content", "\"When does the last boat leave Möja on a Sunday? ⛴ \""},
    {"/messages/1/content", "\"when does the last boat leave Möja on a Sunday? ⛴\""},
    // o with a combining diaeresis looks the same
    {"/messages/1/content", "\"When does the last boat leave Mo\u0308ja on a Sunday? ⛴\""},
    {"/messages/1/content", "\"\\ud800\""},
    {"/messages/1/content", "null"},
    {"/messages/1/content", "\"\""},
    {"/messages/1/content", "[]"},
    {"/messages/1/reasoning_content", "\"x\""},
  };

  private static final String[][] TOOLS = {
    {"/tools/0/function/name", "\"status\""},
    {"/tools/0/function/description", "null"},
    {"/tools/0/function/strict", "true"},
    {"/tools/0/function/parameters/required", "[\"at\",\"to\"]"},
    {"/tools/0/function/parameters", "{\"properties\":{},\"type\":\"object\"}"},
    {"/tools/0/function/parameters", "{\"type\":\"object\",\"properties\":{}}"},
    {"/tools/0/function/parameters/properties/to/default", "null"},
    {"/tools/0/type", "\"custom\""},
    {"/tool_choice", "\"none\""},
    {"/tool_choice", "\"required\""},
    {"/parallel_tool_calls", "false"},
  };

  private static final String[][] RICH = {
    {"/messages/0/name", "null"},
    {"/messages/1/content/0/text", "\"What grows here? 🌿\""},
    {"/messages/1/content/1/image_url/detail", "\"high\""},
    {"/messages/1/content/1/image_url/url", "\"data:image/png;base64,AAAB\""},
    {"/messages/2/content", "\"\""},
    {"/messages/2/tool_calls", "[]"},
    {"/messages/3/tool_call_id", "\"call_2\""},
    {"/messages/3/content", "\"Nettles\""},
    {"/stop", "[\"END\",\"\\n\\n\"]"},
    {"/logit_bias/11", "1.25"},
    {"/n", "null"},
    {"/seed", "42.5"},
    {"/seed", "4200000000000000000000000001"},
    {"/logprobs", "false"},
    {"/tool_choice/function/name", "\"other\""},
    {"/tools/0/function/parameters/properties/b/default", "0"},
    {
      "/tools/0/function/parameters/properties",
      "{\"a\":{\"type\":\"integer\",\"minimum\":1},\"b\":{\"type\":\"string\",\"default\":null}}"
    },
    {"/response_format/json_schema/name", "\"animals\""},
    {
      "/response_format/json_schema/schema/properties",
      "{\"y\":{\"const\":null},\"z\":{\"type\":\"string\"}}"
    },
    {"/guided_anything", "{\"first\":null,\"second\":2}"},
    {"/guided_anything", "{\"second\":2}"},
  };

  private ChatChanges() {}

  static List<Change> all(String plain, String tools, String rich) {
    List<Change> all = new ArrayList<>();
    add(all, plain, PLAIN);
    add(all, tools, TOOLS);
    add(all, rich, RICH);
    return all;
  }

  private static void add(List<Change> all, String request, String[][] changes) {
    for (String[] change : changes) {
      all.add(new Change(request, change[0], change[1]));
    }
  }
}
