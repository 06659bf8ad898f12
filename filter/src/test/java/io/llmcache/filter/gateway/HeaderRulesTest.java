package io.llmcache.filter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderRulesTest {

  private static final Headers RECEIVED =
      Headers.of("Host", "me")
          .plus("Connection", "close, X-Mine")
          .plus("X-Mine", "1")
          .plus("Content-Length", "3")
          .plus("Expect", "100-continue")
          .plus("LLMCache-Note", "1")
          .plus("Cache-Control", "no-cache")
          .plus("Pragma", "no-cache")
          .plus("Accept-Encoding", "br")
          .plus("Authorization", "Bearer k");

  @Test
  void whatTheCacheDidNotSeePassesButForTheConnectionsOwn() {
    assertThat(names(HeaderRules.passed(RECEIVED)))
        .containsExactly("Cache-Control", "Pragma", "Accept-Encoding", "Authorization");
  }

  @Test
  void whatWasSaidToTheCacheStaysHere() {
    assertThat(names(HeaderRules.passedByCache(RECEIVED)))
        .containsExactly("Accept-Encoding", "Authorization");
  }

  @Test
  void whatIsRecordedComesInAnEncodingThatCanBeUndone() {
    assertThat(HeaderRules.recorded(RECEIVED).all("accept-encoding")).containsExactly("gzip");
  }

  @Test
  void onlyTheUpstreamPermitsToStore() {
    assertThat(toClient(Headers.EMPTY)).isEqualTo("private, no-store");
    assertThat(toClient(Headers.of("cache-control", "max-age=1"))).isEqualTo("max-age=1");
    assertThat(toClient(Headers.of("Expires", "Thu, 01 Jan 2099 00:00:00 GMT"))).isNull();
  }

  private static String toClient(Headers headers) {
    Reply reply = new Reply(200, headers, new ReplyBody.Whole(new byte[0]));
    return HeaderRules.toClient(reply).headers().joined("Cache-Control");
  }

  private static List<String> names(Headers headers) {
    List<String> names = new ArrayList<>();
    headers.forEach((name, value) -> names.add(name));
    return names;
  }
}
