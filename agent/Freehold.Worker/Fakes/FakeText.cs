namespace Freehold.Worker.Fakes;

/// <summary>A buffer that a fake is put together in.</summary>
internal sealed class FakeText
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public FakeText Add(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_bytes.AsSpan(Length));
        Length += text.Length;
        return this;
    }

    public FakeText Add(byte character)
    {
        Reserve(1);
        _bytes[Length++] = character;
        return this;
    }

    /// <summary>Adds the ASCII letters of a word in lower case: <c>O'Conner</c> as <c>oconner</c>.</summary>
    public FakeText AddLower(ReadOnlySpan<byte> word)
    {
        foreach (var character in word)
        {
            if (char.IsAsciiLetter((char)character))
                Add((byte)(character | 0x20));
        }

        return this;
    }

    /// <summary>Adds a number in decimal, with leading zeros up to <paramref name="digits"/>.</summary>
    public FakeText AddNumber(int number, int digits)
    {
        Span<byte> text = stackalloc byte[10];
        for (var index = digits - 1; index >= 0; index--)
        {
            text[index] = (byte)('0' + (number % 10));
            number /= 10;
        }

        return Add(text[..digits]);
    }

    /// <summary>Puts another character in a place.</summary>
    public void Replace(int index, byte character) => _bytes[index] = character;

    private void Reserve(int more)
    {
        if (Length + more > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
    }
}
