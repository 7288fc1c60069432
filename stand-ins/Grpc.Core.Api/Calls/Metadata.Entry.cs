using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>One header: a lower-case key with either text or, if the key says so, bytes.</summary>
    public class Entry
    {
        private readonly string? _value;
        private readonly byte[]? _bytes;

        /// <exception cref="ArgumentException">The key has a character that HTTP/2 or gRPC forbids, or promises bytes.</exception>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = Normalize(key);
            if (IsBinary)
                throw new ArgumentException($"A key that ends with {BinaryHeaderSuffix} carries bytes, not text.", nameof(key));

            _value = value;
        }

        /// <exception cref="ArgumentException">The key has a character that HTTP/2 or gRPC forbids, or promises text.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = Normalize(key);
            if (!IsBinary)
                throw new ArgumentException($"A key of bytes must end with {BinaryHeaderSuffix}.", nameof(key));

            // The caller keeps its array and may change it.
            _bytes = [.. valueBytes];
        }

        /// <summary>Always lower case, as HTTP/2 demands.</summary>
        public string Key { get; }

        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <exception cref="InvalidOperationException">The entry carries bytes.</exception>
        public string Value => _value ?? throw new InvalidOperationException("A binary metadata entry has no text.");

        /// <summary>A copy of the bytes; of a text entry, its ASCII bytes.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(Value) : [.. _bytes];

        /// <summary>Shows key and value, as the real type does: do not log entries that may hold a secret.</summary>
        public override string ToString() => IsBinary
            ? $"[Entry: key={Key}, valueBytes={Convert.ToBase64String(ValueBytes)}]"
            : $"[Entry: key={Key}, value={Value}]";

        internal bool HasKey(string key) => Key.Equals(key, StringComparison.OrdinalIgnoreCase);

        private static string Normalize(string key)
        {
            ArgumentNullException.ThrowIfNull(key);

            // Not ToLowerInvariant: it maps letters such as the Kelvin sign into ASCII, which would let them pass.
            var normalized = string.Create(key.Length, key, (lower, original) =>
            {
                for (var i = 0; i < lower.Length; i++)
                    lower[i] = char.IsAsciiLetterUpper(original[i]) ? (char)(original[i] | 0x20) : original[i];
            });

            return normalized.Length > 0 && !normalized.AsSpan().ContainsAnyExcept(KeyCharacters)
                ? normalized
                : throw new ArgumentException(
                    "A metadata key has at least one character, all of them letters, digits, '.', '_' or '-'.", nameof(key));
        }
    }
}
