package io.llmcache.interceptor;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Once the method has succeeded, stored answers are taken away: when the transaction commits, not
 * if it is rolled back, and at once where there is none. A {@link
 * java.util.concurrent.CompletionStage} has succeeded when it completes; a publisher or a stream,
 * when the method returns it. On a class it holds for every public method. It is done by firing
 * {@link LlmCacheEviction} events.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface LlmCacheInvalidate {

  /** Answers with one of these tags, written as for {@link LlmCached#tags}. */
  @Nonbinding
  String[] tags() default {};

  /** All answers of the cached method of this name, see {@link LlmCached#name}; empty: none. */
  @Nonbinding
  String name() default "";

  /** Every answer in the namespace of the application. */
  @Nonbinding
  boolean all() default false;
}
