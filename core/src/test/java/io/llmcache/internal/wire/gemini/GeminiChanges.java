package io.llmcache.internal.wire.gemini;

import io.llmcache.testing.WireFormatContract.Change;
import java.util.ArrayList;
import java.util.List;

/** Changes to requests that change the answer. */
final class GeminiChanges {

  private static final String[][] PLAIN = {
    {"/contents", "[{\"parts\":[{\"text\":\"x\"}]}]"},
    {"/cachedContent", "\"cachedContents/a\""},
    {"/cached_content", "\"cachedContents/a\""},
    {"/systemInstruction", "null"},
    {"/systemInstruction/parts", "[{\"text\":\"Answer like a forester. \"}]"},
    {"/generationConfig/temperature", "0"},
    {"/generationConfig/temperature", "null"},
    {"/generationConfig/temperature", "\"0.4\""},
    {"/generationConfig/topP", "0.9"},
    {"/generationConfig/topP", "1"},
    {"/generationConfig/topK", "40"},
    {"/generationConfig/candidateCount", "2"},
    {"/generationConfig/maxOutputTokens", "221"},
    {"/generationConfig/stopSequences", "[]"},
    {"/generationConfig/stopSequences", "[\"##\",\"#\"]"},
    {"/generationConfig/responseMimeType", "\"application/json\""},
    {"/generationConfig/responseSchema", "{\"type\":\"STRING\"}"},
    {"/generationConfig/responseJsonSchema", "{}"},
    {"/generationConfig/seed", "0"},
    {"/generationConfig/presencePenalty", "0"},
    {"/generationConfig/frequencyPenalty", "0.1"},
    {"/generationConfig/thinkingConfig", "{\"thinkingBudget\":0}"},
    {"/generationConfig/responseModalities", "[\"TEXT\",\"IMAGE\"]"},
    {"/generationConfig/speechConfig", "{\"languageCode\":\"sv\"}"},
    {"/generationConfig/mediaResolution", "\"MEDIA_RESOLUTION_LOW\""},
    {"/safetySettings", "[]"},
    {"/safetySettings", "[{\"category\":7,\"threshold\":3}]"},
    {"/safetySettings", "[{\"category\":7,\"threshold\":3},{\"category\":8,\"threshold\":3}]"},
    {"/safetySettings", "[{\"category\":7,\"threshold\":4},{\"category\":8,\"threshold\":3}]"},
    {"/tools", "[{\"functionDeclarations\":[{\"name\":\"f\"}]}]"},
    {"/tools", "[{\"googleSearch\":{}}]"},
    {"/toolConfig", "{\"functionCallingConfig\":{\"mode\":\"NONE\"}}"},
    {"/modelArmorConfig", "{\"promptTemplateName\":\"t\"}"},
    {"/x_unknown", "{}"},
    {"/x_unknown", "[]"},
    {"/x_unknown", "false"},
  };

  private static final String[][] TOOLS = {
    {"/contents", "[{\"role\":\"user\",\"parts\":[{\"text\":\"How tall is the old spruce?\"}]}]"},
    {"/tools/0/functionDeclarations/0/name", "\"guess\""},
    {"/tools/0/functionDeclarations/0/description", "null"},
    {"/tools/0/functionDeclarations/0/parameters/required", "[]"},
    {"/tools/0/functionDeclarations/0/parameters/properties/at/default", "0"},
    {
      "/tools/0/functionDeclarations/0/parameters/properties",
      "{\"at\":{\"type\":\"STRING\",\"nullable\":true,\"default\":null},"
          + "\"tree_kind\":{\"type\":\"STRING\"}}"
    },
    {
      "/tools/0/functionDeclarations/0/parameters/properties",
      "{\"treeKind\":{\"type\":\"STRING\"},"
          + "\"at\":{\"type\":\"STRING\",\"nullable\":true,\"default\":null}}"
    },
    {"/toolConfig/functionCallingConfig/mode", "\"AUTO\""},
    {"/toolConfig/functionCallingConfig/allowedFunctionNames", "null"},
    {"/contents/0/parts/1/inlineData/data", "\"AAAB\""},
    {"/contents/0/parts/1/inlineData/mimeType", "\"image/webp\""},
    {"/contents/1/parts/0/functionCall/args", "{\"treeKind\":\"spruce\",\"at\":null}"},
    {"/contents/1/parts/0/functionCall/args", "{\"tree_kind\":\"spruce\"}"},
    {"/contents/1/parts/0/functionCall/id", "null"},
    {"/contents/1/parts/0/thoughtSignature", "\"c2lo\""},
    {"/contents/2/parts/0/functionResponse/response/height_m", "31"},
    {"/contents/2/role", "\"function\""},
    {"/generationConfig/candidateCount", "1"},
    {"/generationConfig/seed", "42.5"},
    {
      "/generationConfig/responseSchema/properties",
      "{\"a\":{\"type\":\"STRING\"},\"z\":{\"type\":\"NUMBER\"}}"
    },
    {"/generationConfig/thinkingConfig/includeThoughts", "false"},
    {"/x_new_field/second", "1"},
  };

  private GeminiChanges() {}

  static List<Change> all(String plain, String tools) {
    List<Change> all = new ArrayList<>();
    for (String[] change : PLAIN) {
      all.add(new Change(plain, change[0], change[1]));
    }
    for (String[] change : TOOLS) {
      all.add(new Change(tools, change[0], change[1]));
    }
    return all;
  }
}
