using System.Buffers;
using System.Text;
using Freehold.Detection;
using Freehold.JobContract.Detection;
using Freehold.JobContract.Transform;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Detection;

/// <summary>Replaces the personal data in a text; everything else keeps its bytes.</summary>
internal sealed class RedactTextKernel : ValueKernel
{
    private readonly PersonalDataDetector _detector;
    private readonly EntitySet _columnContext;
    private readonly List<Finding> _findings = [];
    private readonly ArrayBufferWriter<byte> _result = new(1024);
    private readonly ValueKernel?[] _replacements = new ValueKernel?[PersonalDataWords.All.Count];
    private readonly byte[][] _tags = [.. PersonalDataWords.All.Select(word => Encoding.UTF8.GetBytes($"<{word}>"))];

    /// <param name="action">What to look for, and what comes in its place.</param>
    /// <param name="column">Name of the column, which may speak for an entity.</param>
    /// <param name="create">Makes the kernel that replaces one kind of finding.</param>
    public RedactTextKernel(RedactTextAction action, string column, Func<TransformAction, ValueKernel> create)
    {
        var entities = EntitySet.None;
        foreach (var word in action.Find)
        {
            if (!PersonalDataWords.TryParse(word, out var entity))
                throw new ArgumentException("The reader of documents lets no such word pass.", nameof(action));
            entities |= EntitySet.Of(entity);
            if (TextReplacements.Of(action, entity) is { } replacement)
                _replacements[(int)entity] = create(replacement);
        }

        _detector = new(entities, (float)action.MinimumScore);
        _columnContext = PersonalDataDetector.ContextOf(column);
    }

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        _detector.Detect(value, _columnContext, _findings);
        if (_findings.Count == 0)
        {
            result = value;
            return true;
        }

        _result.ResetWrittenCount();
        var copied = 0;
        foreach (var finding in _findings)
        {
            _result.Write(value[copied..finding.Start]);
            _result.Write(Replacement(value.Slice(finding.Start, finding.Length), finding.Entity));
            copied = finding.End;
        }

        _result.Write(value[copied..]);
        result = _result.WrittenSpan;
        return true;
    }

    public override void Dispose()
    {
        foreach (var replacement in _replacements)
            replacement?.Dispose();
    }

    // A kernel that refuses a value must not let it pass.
    private ReadOnlySpan<byte> Replacement(ReadOnlySpan<byte> found, PersonalDataEntity entity) =>
        _replacements[(int)entity] is { } kernel && kernel.TryApply(found, default, out var replaced) ? replaced : _tags[(int)entity];
}
