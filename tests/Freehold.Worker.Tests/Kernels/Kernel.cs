using System.Text;
using Freehold.JobContract.Transform;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Tests.Kernels;

/// <summary>Applies an action to texts.</summary>
internal static class Kernel
{
    public static string? Apply(TransformAction action, string value, string subject = "")
    {
        using var kernel = new KernelMaker(Encoding.UTF8.GetBytes(Secrets.Master), _ => throw new InvalidOperationException()).For(action, "column")();
        return kernel.TryApply(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(subject), out var result)
            ? Encoding.UTF8.GetString(result)
            : null;
    }

    /// <summary>One kernel for many texts, all of which it must take.</summary>
    public static IReadOnlyList<string> ApplyAll(TransformAction action, IReadOnlyList<string> values)
    {
        using var kernel = new KernelMaker(Encoding.UTF8.GetBytes(Secrets.Master), _ => throw new InvalidOperationException()).For(action, "column")();
        var results = new List<string>(values.Count);
        foreach (var value in values)
        {
            Assert.That(kernel.TryApply(Encoding.UTF8.GetBytes(value), default, out var result), Is.True, value);
            results.Add(Encoding.UTF8.GetString(result));
        }

        return results;
    }
}
