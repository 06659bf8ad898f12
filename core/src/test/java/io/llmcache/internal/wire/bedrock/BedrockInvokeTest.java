package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockInvokeTest extends WireFormatContract {

  private static final String REQUEST = BedrockSamples.text("invoke-request.json");
  private static final String TITAN = BedrockSamples.text("invoke-request-titan.json");

  @Override
  protected WireFormat format() {
    return new BedrockInvoke();
  }

  @Override
  protected URI target() {
    return BedrockSamples.target("invoke");
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, TITAN);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return true;
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(REQUEST, "/max_tokens", "201"),
        new Change(REQUEST, "/temperature", "0.3"),
        new Change(REQUEST, "/temperature", "null"),
        new Change(REQUEST, "/tools", "null"),
        new Change(REQUEST, "/messages", "[{\"content\":\"x\",\"role\":\"user\"}]"),
        new Change(REQUEST, "/x_unknown", "null"),
        new Change(TITAN, "/inputText", "\"Which wind turns the mill? \""),
        new Change(TITAN, "/textGenerationConfig/stopSequences", "[\"x\"]"));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        unary("invoke-reply.json", Ending.NATURAL),
        unary("invoke-reply-tool.json", Ending.TOOL_CALL),
        unary("invoke-reply-guardrail.json", Ending.REFUSED),
        unary("invoke-reply-empty.json", Ending.EMPTY),
        unary("invoke-reply-unknown.json", Ending.UNKNOWN),
        unary("error.json", Ending.UNKNOWN),
        streamed("invoke-stream.txt", Ending.NATURAL, true),
        streamed("invoke-stream-tool.txt", Ending.TOOL_CALL, true),
        streamed("invoke-stream-titan.txt", Ending.LENGTH, true),
        streamed("invoke-stream-cut.txt", Ending.INCOMPLETE, false),
        streamed("invoke-stream-unknown.txt", Ending.UNKNOWN, false),
        streamed("invoke-stream-error.txt", Ending.ERROR, false));
  }

  private static SampleReply unary(String file, Ending ending) {
    return new SampleReply(file, REQUEST, BedrockSamples.text(file), ending, "}");
  }

  private static SampleReply streamed(String file, Ending ending, boolean complete) {
    String stream = Frames.ofLines(BedrockSamples.text(file));
    String mark = complete ? stream.substring(stream.length() - 40) : "";
    return new SampleReply(file, REQUEST, stream, ending, mark);
  }

  /** The words of each family of models. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'completion':'x','stop_reason':'stop_sequence'}                                   | NATURAL
          {'completion':'x','stop_reason':'max_tokens'}                                      | LENGTH
          {'results':[{'outputText':'x','completionReason':'FINISH'}]}                       | NATURAL
          {'results':[{'outputText':'x','completionReason':'LENGTH'}]}                       | LENGTH
          {'results':[{'outputText':'x','completionReason':'CONTENT_FILTERED'}]}             | REFUSED
          {'results':[{'index':2,'relevance_score':0.8}]}                                    | UNKNOWN
          {'output':{'message':{'content':[{'text':'x'}]}},'stopReason':'end_turn'}          | NATURAL
          {'output':{'message':{'content':[{'toolUse':{}}]}},'stopReason':'tool_use'}        | TOOL_CALL
          {'generation':'x','stop_reason':'stop'}                                            | NATURAL
          {'generation':'x','stop_reason':null}                                              | UNKNOWN
          {'outputs':[{'text':'x','stop_reason':'length'}]}                                  | LENGTH
          {'choices':[{'message':{'content':'x'},'finish_reason':'stop'}]}                   | NATURAL
          {'choices':[{'message':{'tool_calls':[{'id':'c'}]},'stop_reason':'tool_calls'}]}   | TOOL_CALL
          {'generations':[{'text':'x','finish_reason':'COMPLETE'}]}                          | NATURAL
          {'generations':[{'text':'x','finish_reason':'COMPLETE'},{'text':'y','finish_reason':'MAX_TOKENS'}]} | LENGTH
          {'text':'x','finish_reason':'COMPLETE'}                                            | NATURAL
          {'text':'x','finish_reason':'ERROR_TOXIC'}                                         | REFUSED
          {'text':'x','finish_reason':'ERROR'}                                               | ERROR
          {'completions':[{'data':{'text':'x'},'finishReason':{'reason':'endoftext'}}]}      | NATURAL
          {'completions':[{'data':{'text':'x'},'finishReason':{'reason':'length'}}]}         | LENGTH
          {'embedding':[0.1],'inputTextTokenCount':2}                                        | NATURAL
          {'embeddings':[[0.1]],'response_type':'embeddings_floats'}                         | NATURAL
          {'embeddings':{'float':[[0.1]]}}                                                   | NATURAL
          {'generation':'x','stop_reason':'tired'}                                           | UNKNOWN
          """)
  void endingsOfTheFamilies(String body, Ending ending) throws Exception {
    assertThat(tracked(read(REQUEST), body.replace('\'', '"').getBytes(UTF_8)).ending())
        .isEqualTo(ending);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'prompt':'x'}                                                | EXACT_ONLY | model-body        | false
          {'prompt':'x','max_gen_len':5}                                | EXACT_ONLY | model-body        | true
          {'inputText':'x','textGenerationConfig':{'maxTokenCount':5}}  | EXACT_ONLY | model-body        | true
          {'messages':[],'inferenceConfig':{'maxTokens':5}}             | EXACT_ONLY | model-body        | true
          {'tools':[{'name':'f','input_schema':{}}]}                    | EXACT_ONLY | model-body        | false
          {'tools':[{'type':'web_search_20250305'}]}                    | PASS       | provider-run-tool | false
          {'toolConfig':{'tools':[{'systemTool':{'name':'g'}}]}}        | PASS       | provider-run-tool | false
          {'mcp_servers':[{'url':'u'}]}                                 | PASS       | provider-run-tool | false
          {'container':'c'}                                             | PASS       | server-state      | false
          """)
  void onlyEqualsAnswer(String body, String requestClass, String reason, boolean limited)
      throws Exception {
    var facts = read(body.replace('\'', '"'));
    assertThat(facts.requestClass()).hasToString(requestClass);
    assertThat(facts.classReason()).isEqualTo(reason);
    assertThat(facts.lengthLimited()).isEqualTo(limited);
  }

  @Test
  void shapesAreTwoEntriesAndNeverMadeOfEachOther() throws Exception {
    var unary = read(REQUEST);
    var stream =
        read(BedrockSamples.target("invoke-with-response-stream"), REQUEST.getBytes(UTF_8));
    assertThat(unary.path()).isEqualTo("/model/us.mill.model-v1:0/invoke");
    assertThat(stream.path()).isEqualTo("/model/us.mill.model-v1:0/invoke-with-response-stream");
    byte[] body = BedrockSamples.text("invoke-reply.json").getBytes(UTF_8);
    assertThat(format().reframe(stream, stored(unary, body))).isNull();
  }

  @Test
  void tokensAreCountedWhereTheFamilySaysThem() throws Exception {
    for (String body :
        List.of(
            "{'usage':{'input_tokens':3,'output_tokens':4}}",
            "{'usage':{'inputTokens':3,'outputTokens':4}}",
            "{'usage':{'prompt_tokens':3,'completion_tokens':4}}",
            "{'prompt_token_count':3,'generation_token_count':4}",
            "{'inputTextTokenCount':3,'results':[{'tokenCount':4}]}")) {
      var usage = tracked(read(REQUEST), body.replace('\'', '"').getBytes(UTF_8)).usage();
      assertThat(usage.promptTokens()).as(body).isEqualTo(3);
      assertThat(usage.completionTokens()).as(body).isEqualTo(4);
    }
  }
}
