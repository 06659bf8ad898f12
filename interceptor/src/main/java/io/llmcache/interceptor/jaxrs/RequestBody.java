package io.llmcache.interceptor.jaxrs;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Providers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The entity of a client's request as the bytes that will be sent. */
final class RequestBody {

  private final ClientRequestContext request;
  private final Providers providers;

  RequestBody(ClientRequestContext request, Providers providers) {
    this.request = request;
    this.providers = providers;
  }

  /**
   * The bytes, which the request's entity is from now on; null where there are none, or where they
   * are not plain JSON. Where they are more than {@code limit}, perhaps not all are returned, but
   * all go out.
   *
   * @throws IOException the application's own stream failed
   */
  byte @Nullable [] read(int limit) throws IOException {
    if (!request.hasEntity() || !isPlainJson()) {
      return null;
    }
    return request.getEntity() instanceof InputStream stream ? read(stream, limit) : write();
  }

  private boolean isPlainJson() {
    MediaType type = request.getMediaType();
    String subtype = type == null ? "" : type.getSubtype().toLowerCase(Locale.ROOT);
    return (subtype.equals("json") || subtype.endsWith("+json"))
        && request.getHeaderString("Content-Encoding") == null;
  }

  private byte[] read(InputStream stream, int limit) throws IOException {
    byte[] start = stream.readNBytes(limit + 1);
    request.setEntity(
        start.length <= limit
            ? start
            : new SequenceInputStream(new ByteArrayInputStream(start), stream));
    return start;
  }

  /** As the platform would write it; what the writer cannot write, the platform shall report. */
  private byte @Nullable [] write() {
    if (request.getEntity() instanceof byte[] bytes) {
      return bytes;
    }
    byte[] bytes = writtenBy(request.getEntityClass());
    if (bytes != null) {
      request.setEntity(bytes);
    }
    return bytes;
  }

  private <T> byte @Nullable [] writtenBy(Class<T> type) {
    MessageBodyWriter<T> writer =
        providers.getMessageBodyWriter(
            type, request.getEntityType(), request.getEntityAnnotations(), request.getMediaType());
    if (writer == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.writeTo(
          type.cast(request.getEntity()),
          type,
          request.getEntityType(),
          request.getEntityAnnotations(),
          request.getMediaType(),
          request.getHeaders(),
          bytes);
      return bytes.toByteArray();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
