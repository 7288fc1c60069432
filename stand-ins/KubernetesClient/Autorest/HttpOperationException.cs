namespace k8s.Autorest;

public class HttpOperationException : Exception
{
    public HttpOperationException(string message)
        : base(message)
    {
    }

    public HttpRequestMessageWrapper Request { get; set; }

    public HttpResponseMessageWrapper Response { get; set; }
}
