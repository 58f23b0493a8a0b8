/** What every bench measures with, and where. */
package dev.cairn.bench.measure;
