package io.llmcache.interceptor.cdi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** The types of the JDK that JSON-B writes as one value (its section 3.3 to 3.5). */
final class PlainTypes {

  private static final Set<Class<?>> ALL =
      Set.of(
          String.class,
          Character.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class,
          URI.class,
          URL.class,
          UUID.class,
          Date.class,
          Calendar.class,
          GregorianCalendar.class,
          Instant.class,
          Duration.class,
          Period.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class,
          ZoneId.class,
          ZoneOffset.class);

  private PlainTypes() {}

  static boolean has(Class<?> type) {
    return type.isPrimitive() && type != void.class || ALL.contains(type);
  }

  /** Whether it is a class of the JDK or of Jakarta EE. */
  static boolean ofPlatform(Class<?> type) {
    String name = type.getName();
    return type == void.class
        || name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("jakarta.");
  }
}
