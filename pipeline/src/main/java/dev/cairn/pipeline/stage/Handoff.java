package dev.cairn.pipeline.stage;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** A bounded queue between two threads that the writer can close. */
final class Handoff<E> {
  private final Queue<E> queue = new ArrayDeque<>();
  private final int capacity;
  private boolean closed;

  Handoff(int capacity) {
    this.capacity = capacity;
  }

  /** Waits while the queue is full. */
  synchronized void put(E element) throws InterruptedException {
    while (queue.size() >= capacity) {
      wait();
    }
    queue.add(element);
    notifyAll();
  }

  /** Waits for the next element; null when the queue is closed and empty. */
  synchronized E take() throws InterruptedException {
    while (queue.isEmpty() && !closed) {
      wait();
    }
    notifyAll();
    return queue.poll();
  }

  /** Waits for at least one element and takes all; none when the queue is closed and empty. */
  synchronized List<E> takeAll() throws InterruptedException {
    while (queue.isEmpty() && !closed) {
      wait();
    }
    List<E> all = List.copyOf(queue);
    queue.clear();
    notifyAll();
    return all;
  }

  /** The next element without waiting or taking it; null when there is none. */
  synchronized E peek() {
    return queue.peek();
  }

  /** Lets the reader finish what is here and then see the end. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
