package io.llmcache.testing;

import io.llmcache.exchange.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * How {@link FakeUpstream} answers one request. For answers in the test's own time see {@link
 * LiveAnswer}.
 */
@FunctionalInterface
public interface UpstreamAnswer {

  void to(SeenRequest request, Wire wire) throws IOException, InterruptedException;

  /** A body of known length, with no field but those given and Content-Length. */
  static UpstreamAnswer whole(int status, Headers headers, byte[] body) {
    return (request, wire) -> wire.whole(status, headers, body);
  }

  /** JSON of known length. */
  static UpstreamAnswer json(int status, String body) {
    return whole(
        status,
        Headers.of("Content-Type", "application/json"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON in one gzip member. */
  static UpstreamAnswer gzippedJson(int status, String body) {
    Headers headers =
        Headers.of("Content-Type", "application/json").plus("Content-Encoding", "gzip");
    return whole(status, headers, gzip(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Server-sent events, all chunks at once. */
  static UpstreamAnswer events(List<String> chunks) {
    return (request, wire) -> {
      wire.head(200, eventStream());
      for (String chunk : chunks) {
        wire.chunk(chunk.getBytes(StandardCharsets.UTF_8));
      }
      wire.end();
    };
  }

  /** Server-sent events whose connection closes after the chunks, without the last chunk. */
  static UpstreamAnswer eventsCutAfter(List<String> chunks) {
    return (request, wire) -> {
      wire.head(200, eventStream());
      for (String chunk : chunks) {
        wire.chunk(chunk.getBytes(StandardCharsets.UTF_8));
      }
      wire.cut();
    };
  }

  /** No answer at all: the connection closes once the request is read. */
  static UpstreamAnswer dropped() {
    return (request, wire) -> wire.cut();
  }

  /** The fields of an event stream. */
  static Headers eventStream() {
    return Headers.of(Map.of("Content-Type", List.of("text/event-stream; charset=utf-8")));
  }

  /** The bytes as one gzip member. */
  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
