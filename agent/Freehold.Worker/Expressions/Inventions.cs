using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Freehold.JobContract.Transform;
using Freehold.Worker.Fakes;
using Freehold.Worker.Keys;
using NormalisationOptions = Freehold.JobContract.Transform.Normalisation;

namespace Freehold.Worker.Expressions;

/// <summary>
/// Everything in expressions that is made with the job's key. What is invented after a value is what the action <c>fake</c>
/// makes of it in domain <c>default</c>: equal values have equal fakes whichever way they came. For one thread at a time.
/// </summary>
/// <param name="master">The job's key; null when no expression needs one.</param>
/// <param name="salt">What <c>hash</c> puts before the value.</param>
internal sealed class Inventions(byte[]? master, byte[] salt) : IDisposable
{
    private static readonly string[] Genders = ["Female", "Male"];

    private readonly Dictionary<(string Domain, string Type), Tokens> _tokens = [];
    private readonly byte[] _token = new byte[Tokens.Length];
    private readonly FakeText _text = new();

    /// <summary>Hex SHA-256 of the salt and the text, both in UTF-8.</summary>
    public string Hash(string text, string? otherSalt)
    {
        var salted = otherSalt is null ? salt : Encoding.UTF8.GetBytes(otherSalt);
        return Convert.ToHexStringLower(SHA256.HashData([.. salted, .. Encoding.UTF8.GetBytes(text)]));
    }

    /// <summary>The first digits of the value's token in hex.</summary>
    public string Pseudonym(string text, string domain, int length) =>
        Convert.ToHexStringLower(TokenOf(domain, "", text))[..length];

    /// <summary>An invented value after the cell's, or after the row's number where the cell is empty.</summary>
    public string Fake(FakeEntity entity, RowScope row)
    {
        var seed = SeedOf(row);
        var dice = new FakeDice(BinaryPrimitives.ReadUInt64BigEndian(TokenOf("default", FakeEntities.TokenType(entity), seed)));
        _text.Clear();
        FakeEntities.Add(_text, entity, Encoding.UTF8.GetBytes(FormOf(entity, row.This)), ref dice);
        return Encoding.UTF8.GetString(_text.Written);
    }

    /// <summary>An invented person.</summary>
    public Persona Persona(string? seed, RowScope row, string format, string? gender)
    {
        var dice = new FakeDice(BinaryPrimitives.ReadUInt64BigEndian(TokenOf("default", "persona", seed ?? SeedOf(row))));
        var first = Word(Vocabulary.FirstNames, ref dice);
        var last = Word(Vocabulary.LastNames, ref dice);
        var local = format switch
        {
            "first_name" => first,
            "last_name" => last,
            "flast_name" => first[..1] + last,
            _ => $"{first}.{last}",
        };
        var letters = string.Concat(local.ToLowerInvariant().Where(letter => char.IsAsciiLetter(letter) || letter == '.'));
        return new(first, last, $"{letters}@example.{(dice.Roll(2) == 0 ? "com" : "org")}", gender ?? Genders[dice.Roll(2)]);
    }

    /// <summary>A number from 0 to <paramref name="sides"/> - 1 after the cell's value or the row's number.</summary>
    public int Pick(int sides, RowScope row) => (int)(BinaryPrimitives.ReadUInt64BigEndian(TokenOf("default", "random", SeedOf(row))) % (ulong)sides);

    /// <summary>Days from <paramref name="least"/> to <paramref name="most"/> after a value, as the action <c>date_shift</c> takes them.</summary>
    public int Days(string text, int least, int most) =>
        (int)(BinaryPrimitives.ReadUInt64BigEndian(TokenOf("default", "date_shift", text)) % (ulong)((long)most - least + 1)) + least;

    public void Dispose()
    {
        foreach (var tokens in _tokens.Values)
            tokens.Dispose();
        _tokens.Clear();
    }

    private byte[] TokenOf(string domain, string type, string text)
    {
        if (!_tokens.TryGetValue((domain, type), out var tokens))
        {
            var key = master ?? throw new InvalidOperationException("The reader of documents lets no such expression pass without a key.");
            tokens = new Tokens(ValueKey.Derive(key, domain), type, NormalisationOptions.None);
            _tokens.Add((domain, type), tokens);
        }

        tokens.Make(Encoding.UTF8.GetBytes(text), _token);
        return _token;
    }

    private static string Word(byte[][] words, ref FakeDice dice) => Encoding.UTF8.GetString(words[dice.Roll(words.Length)]);

    // No value begins with NUL, so a row's number never meets a value.
    private static string SeedOf(RowScope row) => row.This.HasText && row.This.ToCell() is { Length: > 0 } text
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"\0row {row.Index}");

    // What is written as the original is needs an original of that form.
    private static string FormOf(FakeEntity entity, ExpressionValue original)
    {
        var text = original.HasText ? original.ToCell() : "";
        var digits = text.Count(char.IsAsciiDigit);
        return entity switch
        {
            FakeEntity.Phone => digits >= 6 ? text : "+1 555 111 1111",
            FakeEntity.Postcode => digits >= 3 ? text : "11111",
            FakeEntity.CreditCard => digits >= 12 ? text : "4111 1111 1111 1111",
            _ => text,
        };
    }
}
