namespace Freehold.Worker.Plain;

/// <summary>
/// Writes the elements of a JSON array one a line, byte for byte but for line ends between tokens, which become blanks. Holds one
/// buffer, whatever the size of an element. What an element is inside is for whoever reads the lines to judge.
/// </summary>
internal sealed class JsonArrayLines
{
    private const int Buffer = 256 * 1024;

    private readonly Stream _to;
    private long _element = 1;
    private long _depth;
    private bool _inString;
    private bool _escaped;
    private State _state = State.Before;

    private JsonArrayLines(Stream to) => _to = to;

    private enum State
    {
        Before,
        FirstOrEnd,
        Element,
        AfterComma,
        After,
    }

    /// <summary>Whether the first character that is no blank opens an array.</summary>
    public static bool BeginsArray(Stream from)
    {
        var bytes = new byte[4096];
        var read = from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var text = bytes.AsSpan(0, read);
        return (text.StartsWith("\uFEFF"u8) ? text[3..] : text).TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
    }

    /// <summary>Copies to the end.</summary>
    /// <exception cref="NotAnArrayException">Brackets or commas are not where an array has them.</exception>
    public static void Copy(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var lines = new JsonArrayLines(to);
        var buffer = new byte[Buffer];
        var read = from.ReadAtLeast(buffer, 3, throwOnEndOfStream: false);
        var text = buffer.AsSpan(0, read);
        for (text = text.StartsWith("\uFEFF"u8) ? text[3..] : text; read > 0; text = buffer.AsSpan(0, read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            lines.Add(text);
            read = from.Read(buffer);
        }

        if (lines._state is not State.After)
            throw new NotAnArrayException(lines._element);
    }

    private void Add(Span<byte> text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (_state is State.Element)
            {
                if (EndsElement(ref text[at]))
                {
                    _to.Write(text[start..at]);
                    _to.WriteByte((byte)'\n');
                    _state = text[at] == (byte)',' ? State.AfterComma : State.After;
                    _element++;
                }
            }
            else if (!IsBlank(text[at]) && Begins(text[at]))
            {
                start = at;
                Step(ref text[at]);
            }
        }

        if (_state is State.Element)
            _to.Write(text[start..]);
    }

    // Between elements: what the character does to the array. True when it begins an element.
    private bool Begins(byte character)
    {
        switch (_state, character)
        {
            case (State.Before, (byte)'['):
                _state = State.FirstOrEnd;
                return false;
            case (State.FirstOrEnd, (byte)']'):
                _state = State.After;
                return false;
            case (State.FirstOrEnd or State.AfterComma, not ((byte)',' or (byte)']')):
                _state = State.Element;
                return true;
            default:
                throw new NotAnArrayException(_element);
        }
    }

    private bool EndsElement(ref byte character)
    {
        if (!_inString && _depth == 0 && character is ((byte)',' or (byte)']'))
            return true;
        Step(ref character);
        return false;
    }

    private void Step(ref byte character)
    {
        if (_inString)
        {
            _inString = _escaped || character != (byte)'"';
            _escaped = !_escaped && character == (byte)'\\';

            // No string holds a line end, and this element is no JSON: it must stay one line to be told so.
            if (character == (byte)'\n')
                character = 1;
            return;
        }

        switch (character)
        {
            case (byte)'"':
                _inString = true;
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                break;
            case (byte)'}' or (byte)']':
                _depth--;
                break;
            case (byte)'\n' or (byte)'\r':
                character = (byte)' ';
                break;
            default:
                break;
        }
    }

    private static bool IsBlank(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
