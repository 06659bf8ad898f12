package io.llmcache.filter;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.Headers;
import io.llmcache.filter.gateway.GatewayServlet;
import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.ForwardingServlet;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.filter.support.TestServer;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Invalidation;
import io.llmcache.testing.Effort;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.Wire;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random requests of several tenants, at the same time, through the gateway and the filter, by
 * equal words and by meaning, whole and streamed, with errors, invalidations and stale answers
 * between them: nobody ever gets an answer that was made for another tenant.
 */
class TenantMixingTest {

  private static final Pattern CONTENT = Pattern.compile("\"content\":\\s*\"([^\"]*)\"");
  private static final int CALLERS = 4;
  private static final int REQUESTS = 150;

  private static final List<String> QUESTIONS =
      List.of(
          "Please explain how the garden pump of our house works",
          "Explain please how the garden pump of our house works",
          "Please explain how the garden pump of our house does not work",
          "When does the last boat leave on a Sunday?");

  private static final List<String> WISHES =
      List.of(
          "",
          "",
          "",
          "Cache-Control: no-cache\n",
          "Cache-Control: max-stale=100\n",
          "Cache-Control: no-store\n",
          "llmcache-tag: t\n",
          "X-Forwarded-For: 10.0.0.1\n",
          "X-Group: other, chief\n");

  /** Who shares answers, and what of a request says it. */
  enum Sharing {
    BY_CREDENTIAL("credential") {
      @Override
      String fields(String tenant) {
        return "Authorization: " + basic(tenant) + "\n";
      }
    },
    BY_KEY_FIELD("credential") {
      @Override
      String fields(String tenant) {
        return "Authorization: " + basic("chief") + "\nx-api-key: " + tenant + "\n";
      }
    },
    BY_PRINCIPAL("principal") {
      @Override
      String fields(String tenant) {
        return "Authorization: " + basic(tenant) + "\n";
      }
    },
    BY_HEADER("header:X-Team") {
      @Override
      String fields(String tenant) {
        return "Authorization: " + basic("chief") + "\nX-Team: " + tenant + "\n";
      }
    };

    private final String setting;

    Sharing(String setting) {
      this.setting = setting;
    }

    abstract String fields(String tenant);

    /** The users that the test server knows. */
    static String basic(String user) {
      byte[] pair = bytes(user + ":" + user + "-secret");
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** What the provider sees of the tenant. */
    String tenantOf(SeenRequest request) {
      for (String tenant : TENANTS) {
        String shown =
            switch (this) {
              case BY_CREDENTIAL, BY_PRINCIPAL ->
                  basic(tenant).equals(request.headers().first("Authorization")) ? tenant : "";
              case BY_KEY_FIELD -> String.valueOf(request.headers().first("x-api-key"));
              case BY_HEADER -> String.valueOf(request.headers().first("X-Team"));
            };
        if (shown.equals(tenant)) {
          return tenant;
        }
      }
      return "nobody";
    }
  }

  private static final List<String> TENANTS = List.of("chief", "guest");

  @ParameterizedTest
  @EnumSource
  void nobodyGetsAnothersAnswer(Sharing sharing) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("llmcache.tenant", sharing.setting);
    settings.put("llmcache.embedding", FakeEmbedder.NAME);
    settings.put("llmcache.semantic", "serve");
    settings.put("llmcache.stale-if-error", "1h");
    try (FakeUpstream upstream = FakeUpstream.start()) {
      upstream.always((request, wire) -> answer(sharing, request, wire));
      settings.put("llmcache.gateway.routes", "up=" + upstream.uri());
      try (LlmCache cache = Caches.with(settings);
          TestServer server = server(cache, upstream)) {
        callers(cache, server, sharing);
        assertThat(cache.statistics().count(Kind.HIT)).as("hits").isPositive();
        assertThat(cache.statistics().faults()).isEmpty();
      }
    }
  }

  private static void callers(LlmCache cache, TestServer server, Sharing sharing) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int seed = 0; seed < CALLERS; seed++) {
        Random random = new Random(seed);
        all.add(
            () -> {
              for (int i = 0; i < REQUESTS * Effort.rounds(); i++) {
                ask(cache, server, sharing, random);
              }
              return null;
            });
      }
      List<Future<Void>> done = threads.invokeAll(all, 5, TimeUnit.MINUTES);
      for (Future<Void> each : done) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void ask(LlmCache cache, TestServer server, Sharing sharing, Random random)
      throws IOException {
    if (random.nextInt(40) == 0) {
      cache.invalidate(random.nextBoolean() ? Invalidation.tag("t") : Invalidation.namespace());
    }
    String tenant = any(TENANTS, random);
    String way = random.nextBoolean() ? "/app/gateway/up" : "/app";
    byte[] body = bytes(requestAsking(any(QUESTIONS, random), random.nextBoolean()));
    String error = random.nextInt(10) == 0 ? "X-Wanted: error\n" : "";
    try (RawClient client = new RawClient(server.port())) {
      client.post(way + PATH, sharing.fields(tenant) + any(WISHES, random) + error, body);
      Answer answer = client.answer();
      if (answer.status() == 200) {
        assertThat(said(answer)).as(way).startsWith("for " + tenant + " only");
      } else {
        assertThat(answer.status()).isEqualTo(503);
      }
    }
  }

  /** The text of an answer, whole or streamed. */
  private static String said(Answer answer) {
    return CONTENT.matcher(answer.text()).results().map(found -> found.group(1)).collect(joining());
  }

  private static void answer(Sharing sharing, SeenRequest request, Wire wire) throws IOException {
    if (request.headers().first("X-Wanted") != null) {
      wire.whole(503, Headers.of("Content-Type", "application/json"), bytes("{}"));
      return;
    }
    String text = "for " + sharing.tenantOf(request) + " only";
    if (request.text().contains("\"stream\": true")) {
      wire.head(200, Headers.of("Content-Type", "text/event-stream"));
      wire.chunk(
          bytes(STREAM.replaceFirst("\"content\":\\s*\"[^\"]+\"", "\"content\":\"" + text + "\"")));
      wire.end();
    } else {
      wire.whole(
          200, Headers.of("Content-Type", "application/json"), bytes(REPLY.replace(TEXT, text)));
    }
  }

  private static TestServer server(LlmCache cache, FakeUpstream upstream) {
    return TestServer.startWithUsers(
        TestServer.Kind.UNDERTOW,
        Map.of(),
        (classes, context) -> {
          var filter = context.addFilter("llmcache", new LlmCacheFilter(cache));
          filter.setAsyncSupported(true);
          filter.addMappingForUrlPatterns(
              EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/v1/*");
          var gateway = context.addServlet("gateway", new GatewayServlet(cache));
          gateway.setAsyncSupported(true);
          gateway.addMapping("/gateway/*");
          var application = context.addServlet("app", new ForwardingServlet(upstream.uri()));
          application.setAsyncSupported(true);
          application.addMapping("/v1/*");
        });
  }

  private static <T> T any(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
